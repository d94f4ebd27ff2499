// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import io.soribit.mqtt.link.BrokerAddress;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.Connection;
import io.soribit.mqtt.link.ConnectionException;
import io.soribit.mqtt.link.ConnectionException.Version;
import io.soribit.mqtt.link.Received;
import io.soribit.mqtt.paho.Connector;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells {@code doctor} how the configured brokers can be reached: tries each, as a client of its
 * own that nobody notices.
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
        BusSettings trial = settings.get().unnoticed();
        List<String> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (URI broker : brokers) {
            try {
                good.add("ok " + answer(broker, trial));
            } catch (ConnectionException e) {
                bad.add("the MQTT broker " + broker + " " + e.reason());
            }
        }
        // One that answers is enough.
        String mark = good.isEmpty() ? "problem " : "missing ";
        bad.forEach(line -> good.add(mark + line));
        return good;
    }

    private static String answer(URI broker, BusSettings trial) throws ConnectionException {
        Connector connector = new Connector();
        try {
            return ask(connector, broker, trial);
        } catch (ConnectionException e) {
            if (e.version() != Version.DOUBTFUL) {
                throw e;
            }
            return ask(connector, broker, trial);
        }
    }

    private static String ask(Connector connector, URI broker, BusSettings trial)
            throws ConnectionException {
        try (Connection connection = connector.open(broker, trial, new Deaf())) {
            String protocol = connection.protocol();
            connection.goodbye();
            return "the MQTT broker "
                    + broker
                    + " answers: "
                    + protocol
                    + (BrokerAddress.secret(broker) ? ", with TLS" : ", without TLS")
                    + (trial.user().isEmpty()
                            ? ", without a user"
                            : ", as user '" + trial.user() + "'");
        }
    }

    private static final class Deaf implements Connection.Listener {
        @Override
        public void received(Received message) {
            // Nothing is subscribed.
        }

        @Override
        public void lost(String reason) {
            // It was a trial.
        }
    }
}
