// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.LogCapture;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class BrokerLinkTest {
    /** Accepts each connection, and closes it at once. */
    private static final class Closed implements Connection {
        @Override
        public String protocol() {
            return "MQTT 5";
        }

        @Override
        public boolean alive() {
            return false;
        }

        @Override
        public int window() {
            return 1;
        }

        @Override
        public void send(Message message, Runnable done) {
            done.run();
        }

        @Override
        public void subscribe(String filter, int id) {}

        @Override
        public void unsubscribe(String filter) {}

        @Override
        public void goodbye() {}

        @Override
        public void close() {}
    }

    private static final Connection.Listener NOBODY =
            new Connection.Listener() {
                @Override
                public void received(Received message) {}

                @Override
                public void lost(Loss loss) {}
            };

    @Test
    void namesTheClientIdThatAnotherClientSeemsToUse() throws Exception {
        try (LogCapture log = LogCapture.by("io.soribit.mqtt")) {
            BrokerLink link =
                    new BrokerLink(
                            new Outbox(1),
                            new Subscriptions(() -> {}),
                            (broker, settings, listener) -> new Closed(),
                            NOBODY);
            try (link) {
                BusSettings settings = new BusSettings("hub", "soribit-hub", "", "");
                link.target(new Target(List.of(URI.create("tcp://broker:1883")), settings));
                assertThat(log.await("second hub"))
                        .contains("tcp://broker:1883", "'soribit-hub'", "client_id");
            }
        }
    }
}
