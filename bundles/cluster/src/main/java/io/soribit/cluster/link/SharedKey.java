// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes the key of a cipher from what people configure. */
final class SharedKey {
    /** Encrypts and authenticates. */
    static final String CIPHER = "ChaCha20-Poly1305";

    private static final int ITERATIONS = 210_000;
    private static final int BITS = 256;
    private static final String SALT = "io.soribit.cluster";

    private SharedKey() {}

    static SecretKey of(String configured) throws GeneralSecurityException {
        PBEKeySpec spec =
                new PBEKeySpec(
                        configured.toCharArray(),
                        SALT.getBytes(StandardCharsets.UTF_8),
                        ITERATIONS,
                        BITS);
        byte[] key =
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                        .generateSecret(spec)
                        .getEncoded();
        return new SecretKeySpec(key, CIPHER);
    }
}
