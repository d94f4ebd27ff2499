// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to be spoken to in secret.
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

    @Override
    public String toString() {
        return "TlsListener[port=" + port + ", certificate=" + certificate + "]";
    }
}
