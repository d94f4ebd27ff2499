// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

/** Files as a person has them. */
final class OwnFiles {
    private static final char[] PASSWORD = Keytool.PASSWORD.toCharArray();

    private OwnFiles() {}

    /** The page's certificate of an authority, without the authority's key. */
    static void copyPage(Path from, Path to) throws Exception {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(from)) {
            all.load(in, PASSWORD);
        }
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                "page", all.getKey("page", PASSWORD), PASSWORD, all.getCertificateChain("page"));
        try (OutputStream out = Files.newOutputStream(to)) {
            own.store(out, PASSWORD);
        }
    }
}
