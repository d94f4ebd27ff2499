// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.notify.light.lamp.LampProtocol.Ability;
import java.io.IOException;

/** Lamps of Home Assistant, which the hub itself describes on the broker. */
final class HomeAssistantDiscovery implements Discovery {
    private final String base;
    private final FoundLamps found;
    private final Reachability reachability;

    /**
     * @param root of the hub's topics
     */
    HomeAssistantDiscovery(String root, FoundLamps found, Reachability reachability) {
        base = root + "/ha/lamp/";
        this.found = found;
        this.reachability = reachability;
    }

    @Override
    public void begin(DeviceTopics topics) {
        topics.read(base + "+/config", this::config);
        topics.read(
                base + "+/availability",
                (topic, state) ->
                        reachability.read(Lamp.Kind.HOME_ASSISTANT, entity(topic), state));
    }

    private void config(String topic, byte[] payload) throws IOException {
        JsonNode json = payload.length == 0 ? LampJson.object() : LampJson.read(payload);
        String name = entity(topic);
        String title = json.path("name").asText(name);
        found.put(
                topic,
                Ability.of(json.path("ability").asText())
                        .map(a -> new FoundLamp(Lamp.Kind.HOME_ASSISTANT, name, title, a, false))
                        .stream()
                        .toList());
    }

    private static String entity(String topic) {
        String[] levels = topic.split("/", -1);
        return levels[levels.length - 2];
    }
}
