// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.Connection;
import io.soribit.mqtt.link.ConnectionException;
import io.soribit.mqtt.link.ConnectionException.Version;
import io.soribit.mqtt.link.ConnectionOpener;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections in the newest version of MQTT that a broker supports, 5 or 3.1.1. For one
 * thread.
 */
public final class Connector implements ConnectionOpener {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    private final Set<URI> older = new HashSet<>();
    private final Set<URI> suspected = new HashSet<>();
    private final Set<URI> reported = new HashSet<>();

    @Override
    public Connection open(URI broker, BusSettings settings, Connection.Listener listener)
            throws ConnectionException {
        if (older.contains(broker)) {
            try {
                return Mqtt3Connection.open(broker, settings, listener);
            } catch (ConnectionException e) {
                older.remove(broker); // the broker may have been replaced
                throw e;
            }
        }
        try {
            Connection connection = Mqtt5Connection.open(broker, settings, listener);
            suspected.remove(broker);
            return connection;
        } catch (ConnectionException e) {
            if (!mayBeOlder(broker, e.version())) {
                throw e;
            }
            return openOlder(broker, settings, listener, e);
        }
    }

    /** A broker that closes the connection may just be starting: only the second time counts. */
    private boolean mayBeOlder(URI broker, Version version) {
        return switch (version) {
            case REFUSED -> true;
            case SUSPECT -> !suspected.add(broker);
            case UNRELATED -> {
                suspected.remove(broker);
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
            connection = Mqtt3Connection.open(broker, settings, listener);
        } catch (ConnectionException e) {
            throw refusal.version() == Version.REFUSED ? e : refusal;
        }
        older.add(broker);
        if (reported.add(broker)) {
            LOG.warn(
                    "the MQTT broker {} does not support MQTT 5: using MQTT 3.1.1. Responses to"
                            + " model/set carry no correlation data",
                    broker);
        }
        return connection;
    }
}
