// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.MessageBus;
import io.soribit.common.room.OtherHubs;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of a second hub with the same name at the broker, and keeps this hub's status: the goodbye
 * or last will of the other one must not show this one as offline.
 */
final class NameWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NameWatch.class);

    private final MessageBus bus;
    private final OtherHubs others;
    private final MessageBus.Subscription status;

    NameWatch(MessageBus bus, LongSupplier nanoTime) {
        this.bus = bus;
        others = new OtherHubs(bus, nanoTime, this::onOther);
        status = bus.subscribe(bus.root() + "/status", this::onStatus);
    }

    private void onOther(String instance) {
        LOG.warn(
                "a second hub at the MQTT broker {} uses the same topics {}/... (its id is {}, that"
                        + " of this hub {}). Set another hub in etc/io.soribit.notify.mqtt.cfg of"
                        + " one of them; until then each overwrites the other's messages",
                bus.address(),
                bus.root(),
                instance,
                bus.instance());
    }

    private void onStatus(String topic, byte[] payload, boolean retained) {
        if (!retained && bus.connected() && new String(payload, UTF_8).equals("offline")) {
            bus.publish(topic, "online", 1, true);
        }
    }

    @Override
    public void close() {
        status.close();
        others.close();
    }
}
