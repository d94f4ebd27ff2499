// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.broker.users.UnsafeException;
import io.soribit.common.tls.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The TLS port and its certificate.
 *
 * @param port 0 to 65535; 0 takes a free one
 * @param certificate PEM or PKCS#12 file
 * @param key PEM file; null if it is in the same file
 * @param keyPassword empty for none
 */
public record TlsListener(int port, Path certificate, @Nullable Path key, String keyPassword) {
    /** Checks the port. */
    public TlsListener {
        BrokerSettings.checkPort(port);
    }

    /**
     * Reads certificate and key.
     *
     * @throws UnsafeException if they cannot be used, with what to do
     */
    Identity identity() throws UnsafeException {
        try {
            Identity identity = Identity.read(certificate, key, keyPassword);
            Instant end = identity.end();
            if (end.isBefore(Instant.now())) {
                throw new UnsafeException(certificate + " expired at " + end + ": renew it");
            }
            return identity;
        } catch (UnsafeException e) {
            throw e;
        } catch (IOException e) {
            throw new UnsafeException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String toString() {
        return "TlsListener[port=" + port + ", certificate=" + certificate + "]";
    }
}
