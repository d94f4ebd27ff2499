// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.Connection;
import io.soribit.mqtt.link.ConnectionException;
import io.soribit.mqtt.link.ConnectionException.Version;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections in the newest version of MQTT that a broker speaks, 5 or 3.1.1. For one thread.
 */
public final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    private final Set<URI> older = new HashSet<>();
    private final Set<URI> doubted = new HashSet<>();
    private final Set<URI> told = new HashSet<>();

    public Connection open(URI broker, BusSettings settings, Connection.Listener listener)
            throws ConnectionException {
        if (older.contains(broker)) {
            try {
                return Paho3Connection.open(broker, settings, listener);
            } catch (ConnectionException e) {
                older.remove(broker); // it may be another broker by now
                throw e;
            }
        }
        try {
            Connection connection = PahoConnection.open(broker, settings, listener);
            doubted.remove(broker);
            return connection;
        } catch (ConnectionException e) {
            if (!mayBeOlder(broker, e.version())) {
                throw e;
            }
            return openOlder(broker, settings, listener, e);
        }
    }

    /** One that closes the connection may just be starting: it is believed the second time. */
    private boolean mayBeOlder(URI broker, Version version) {
        return switch (version) {
            case REFUSED -> true;
            case DOUBTFUL -> !doubted.add(broker);
            case FINE -> {
                doubted.remove(broker);
                yield false;
            }
        };
    }

    private Connection openOlder(
            URI broker,
            BusSettings settings,
            Connection.Listener listener,
            ConnectionException refusal)
            throws ConnectionException {
        Connection connection;
        try {
            connection = Paho3Connection.open(broker, settings, listener);
        } catch (ConnectionException e) {
            throw refusal.version() == Version.REFUSED ? e : refusal;
        }
        older.add(broker);
        if (told.add(broker)) {
            LOG.warn(
                    "the MQTT broker {} does not speak MQTT 5: the hub speaks MQTT 3.1.1 with it."
                            + " Only answers to model/set lack the mark of their question",
                    broker);
        }
        return connection;
    }
}
