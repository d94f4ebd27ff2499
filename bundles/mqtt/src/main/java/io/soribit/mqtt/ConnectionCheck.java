// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import io.soribit.api.hub.HealthCheck;
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
 * Checks whether the configured brokers can be reached: connects to each, with a client id of its
 * own.
 */
final class ConnectionCheck implements HealthCheck {
    private final Supplier<BusSettings> settings;
    private final String urls;

    ConnectionCheck(String urls, Supplier<BusSettings> settings) {
        this.urls = urls;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "mqtt";
    }

    @Override
    public List<Result> check() {
        List<URI> brokers;
        try {
            brokers = BrokerAddress.parseAll(urls);
        } catch (IllegalArgumentException e) {
            return List.of(
                    Result.critical(
                            "url in etc/io.soribit.notify.mqtt.cfg",
                            String.valueOf(e.getMessage())));
        }
        BusSettings trial = settings.get().beside("-doctor", null);
        List<Result> reachable = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (URI broker : brokers) {
            try {
                reachable.add(Result.ok(check(broker, trial)));
            } catch (ConnectionException e) {
                failures.add("the MQTT broker " + broker + " " + e.reason());
            }
        }
        // One broker that answers is enough.
        Status status = reachable.isEmpty() ? Status.CRITICAL : Status.WARN;
        failures.forEach(failure -> reachable.add(new Result(status, failure, "")));
        return reachable;
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
