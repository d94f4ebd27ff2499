// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.net.URI;

/** Opens connections to a broker. */
@FunctionalInterface
public interface ConnectionOpener {
    /** Connects, and returns when the broker has accepted; called from one thread. */
    Connection open(URI broker, BusSettings settings, Connection.Listener listener)
            throws ConnectionException;
}
