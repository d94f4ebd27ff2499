// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.nio.file.Path;

/**
 * Where the broker listens and keeps its journal.
 *
 * @param host name or address of a loopback interface
 * @param port 0 to 65535; 0 takes a free one
 * @param anyFreePort whether a free port is taken when {@code port} is in use
 * @param folder holds the journal
 */
public record BrokerSettings(String host, int port, boolean anyFreePort, Path folder) {
    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port " + port + " of the MQTT broker is not between 0 and 65535");
        }
    }

    BrokerSettings onFreePort() {
        return new BrokerSettings(host, 0, false, folder);
    }
}
