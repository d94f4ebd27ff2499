// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Trusted authorities, and the certificate of the hub.
 *
 * @param ca PEM file of the authorities to trust; null for those of this machine
 * @param certificate PEM or PKCS#12 file of the hub's own; null for none
 * @param key PEM file of the private key; null if it is in the same file
 * @param keyPassword empty for none
 */
public record TlsSettings(
        @Nullable Path ca, @Nullable Path certificate, @Nullable Path key, String keyPassword) {
    static final TlsSettings DEFAULT = new TlsSettings(null, null, null, "");

    /** Relative file names are resolved against {@code folder}. */
    public static TlsSettings of(
            Path folder, String ca, String certificate, String key, String keyPassword) {
        return new TlsSettings(
                file(folder, ca), file(folder, certificate), file(folder, key), keyPassword);
    }

    private static @Nullable Path file(Path folder, String name) {
        return name.isBlank() ? null : folder.resolve(name.strip());
    }

    @Override
    public String toString() {
        return "TlsSettings[ca=" + ca + ", certificate=" + certificate + ", key=" + key + "]";
    }
}
