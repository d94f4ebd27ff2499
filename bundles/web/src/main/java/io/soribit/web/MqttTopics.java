// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.MessageBus;
import io.soribit.web.live.Live;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Subscribes to the messages that the hub sends to lamps, and to the simulated devices. */
final class MqttTopics implements AutoCloseable {
    private static final String SET = "/set";

    private final Live live;
    private final List<MessageBus.Subscription> subscriptions;

    /**
     * @param lampTopic Zigbee2MQTT's base topic
     */
    MqttTopics(MessageBus bus, String lampTopic, Live live) {
        this.live = live;
        String zigbee = lampTopic + "/";
        String others = bus.root() + "/lamp/";
        String simulated = bus.root() + "/simulated/";
        subscriptions =
                List.of(
                        bus.subscribe(
                                zigbee + "+" + SET,
                                (topic, payload, retained) ->
                                        live.lamp(
                                                topic.substring(
                                                        zigbee.length(),
                                                        topic.length() - SET.length()),
                                                text(payload))),
                        bus.subscribe(
                                others + "#",
                                (topic, payload, retained) -> {
                                    // the filter matches the level above, too
                                    if (topic.startsWith(others)) {
                                        live.lamp(topic.substring(others.length()), text(payload));
                                    }
                                }),
                        bus.subscribe(
                                simulated + "+",
                                (topic, payload, retained) ->
                                        live.simulated(
                                                topic.substring(simulated.length()),
                                                text(payload))));
    }

    private static String text(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        subscriptions.forEach(MessageBus.Subscription::close);
        live.clearSimulated();
    }
}
