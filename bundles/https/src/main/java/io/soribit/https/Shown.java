// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import io.soribit.common.tls.Identity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the page shows.
 *
 * @param context shows it
 * @param end when it expires
 * @param authority the hub's own, which made it; null for a certificate of the person's own
 */
record Shown(SSLContext context, Instant end, @Nullable X509Certificate authority) {
    static Shown of(Identity identity, Instant end, @Nullable X509Certificate authority)
            throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity.managers(), null, null);
            return new Shown(context, end, authority);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot use the page's certificate: " + e.getMessage(), e);
        }
    }

    /** SHA-256 of the authority, as devices show it; empty without one. */
    String fingerprint() throws GeneralSecurityException {
        return authority == null
                ? ""
                : HexFormat.ofDelimiter(":")
                        .formatHex(
                                MessageDigest.getInstance("SHA-256").digest(authority.getEncoded()))
                        .toUpperCase(Locale.ROOT);
    }
}
