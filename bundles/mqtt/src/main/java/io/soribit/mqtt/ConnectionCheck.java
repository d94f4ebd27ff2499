// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import io.soribit.mqtt.link.BrokerAddress;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.Connection;
import io.soribit.mqtt.link.ConnectionException;
import io.soribit.mqtt.link.ConnectionException.Version;
import io.soribit.mqtt.link.Loss;
import io.soribit.mqtt.link.Received;
import io.soribit.mqtt.paho.Connector;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reports to {@code doctor} whether the configured brokers are reachable: connects to each, with a
 * client id of its own and no presence.
 */
final class ConnectionCheck implements Supplier<List<String>> {
    private final Supplier<BusSettings> settings;
    private final String urls;

    ConnectionCheck(String urls, Supplier<BusSettings> settings) {
        this.urls = urls;
        this.settings = settings;
    }

    @Override
    public List<String> get() {
        List<URI> brokers;
        try {
            brokers = BrokerAddress.parseAll(urls);
        } catch (IllegalArgumentException e) {
            return List.of("problem url in etc/io.soribit.notify.mqtt.cfg: " + e.getMessage());
        }
        BusSettings trial = settings.get().beside("-doctor", null);
        List<String> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (URI broker : brokers) {
            try {
                good.add("ok " + check(broker, trial));
            } catch (ConnectionException e) {
                bad.add("the MQTT broker " + broker + " " + e.reason());
            }
        }
        // One reachable broker is enough.
        String mark = good.isEmpty() ? "problem " : "missing ";
        bad.forEach(line -> good.add(mark + line));
        return good;
    }

    private static String check(URI broker, BusSettings trial) throws ConnectionException {
        Connector connector = new Connector();
        try {
            return connect(connector, broker, trial);
        } catch (ConnectionException e) {
            if (e.version() != Version.SUSPECT) {
                throw e;
            }
            return connect(connector, broker, trial);
        }
    }

    private static String connect(Connector connector, URI broker, BusSettings trial)
            throws ConnectionException {
        try (Connection connection = connector.open(broker, trial, new NoListener())) {
            String protocol = connection.protocol();
            connection.goodbye();
            return "the MQTT broker "
                    + broker
                    + " answers: "
                    + protocol
                    + (BrokerAddress.encrypted(broker) ? ", with TLS" : ", without TLS")
                    + (trial.user().isEmpty()
                            ? ", without a user"
                            : ", as user '" + trial.user() + "'");
        }
    }

    private static final class NoListener implements Connection.Listener {
        @Override
        public void received(Received message) {
            // Nothing is subscribed.
        }

        @Override
        public void lost(Loss loss) {
            // The connection was a trial.
        }
    }
}
