// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import io.soribit.api.MessageBus.Subscription;
import io.soribit.mqtt.link.BrokerLink;
import io.soribit.mqtt.link.Connection;
import io.soribit.mqtt.link.Loss;
import io.soribit.mqtt.link.Outbox;
import io.soribit.mqtt.link.Presence;
import io.soribit.mqtt.link.Received;
import io.soribit.mqtt.link.Subscriptions;
import io.soribit.mqtt.link.Target;
import io.soribit.mqtt.paho.Connector;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one more last will: MQTT has one for each connection, and that of the hub's own
 * says that the hub is offline. It carries nothing else.
 */
final class LastWill implements Subscription {
    private final String suffix;
    private final Presence presence;
    private final Consumer<LastWill> onClose;
    private final BrokerLink link;

    /**
     * @param suffix of the client id
     */
    LastWill(String suffix, String topic, String payload, Consumer<LastWill> onClose) {
        this.suffix = suffix;
        this.onClose = onClose;
        presence = new Presence(topic, null, payload, null);
        Outbox outbox = new Outbox(1);
        link =
                BrokerLink.silent(
                        outbox,
                        new Subscriptions(outbox::wake),
                        new Connector(),
                        new Listener(),
                        "soribit-mqtt" + suffix);
    }

    private final class Listener implements Connection.Listener {
        @Override
        public void received(Received message) {
            // It subscribes to nothing.
        }

        @Override
        public void lost(Loss loss) {
            link.lost(loss);
        }
    }

    /** Follows the hub's own connection. */
    void target(@Nullable Target hub) {
        link.target(
                hub == null
                        ? null
                        : new Target(
                                hub.brokers(),
                                hub.settings().beside(suffix, presence),
                                hub.window()));
    }

    boolean connected() {
        return link.connected() != null;
    }

    /** Disconnects with a goodbye. */
    @Override
    public void close() {
        onClose.accept(this);
        link.close();
    }
}
