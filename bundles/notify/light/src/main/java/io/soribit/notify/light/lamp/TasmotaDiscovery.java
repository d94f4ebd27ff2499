// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.notify.light.lamp.LampProtocol.Ability;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Devices with the firmware Tasmota. */
final class TasmotaDiscovery implements Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(TasmotaDiscovery.class);
    private static final String FULL_TOPIC = "%prefix%/%topic%/";
    private static final int RELAY = 1;
    private static final int LIGHT = 2;
    private static final int COLOUR_CHANNELS = 3;

    private final FoundLamps found;
    private final Reachability reachability;

    TasmotaDiscovery(FoundLamps found, Reachability reachability) {
        this.found = found;
        this.reachability = reachability;
    }

    @Override
    public void begin(DeviceTopics topics) {
        topics.read("tasmota/discovery/+/config", this::config);
        topics.read(
                "tele/+/LWT",
                (topic, state) ->
                        reachability.read(Lamp.Kind.TASMOTA, topic.split("/", -1)[1], state));
    }

    private void config(String topic, byte[] payload) throws IOException {
        JsonNode json = payload.length == 0 ? LampJson.object() : LampJson.read(payload);
        String name = json.path("t").asText();
        boolean light = hasRelay(json, LIGHT);
        if (name.isBlank() || !(light || hasRelay(json, RELAY))) {
            found.put(topic, List.of());
            return;
        }
        if (!json.path("ft").asText(FULL_TOPIC).equals(FULL_TOPIC)) {
            LOG.info(
                    "Tasmota {} has topics of its own: set its FullTopic to %prefix%/%topic%/ to"
                            + " use it",
                    name);
            return;
        }
        Ability ability =
                !light
                        ? Ability.SWITCH
                        : json.path("lt_st").asInt() >= COLOUR_CHANNELS
                                ? Ability.COLOUR
                                : Ability.LIGHT;
        String title = json.path("dn").asText(name);
        found.put(topic, List.of(new FoundLamp(Lamp.Kind.TASMOTA, name, title, ability, false)));
    }

    private static boolean hasRelay(JsonNode json, int kind) {
        return StreamSupport.stream(json.path("rl").spliterator(), false)
                .anyMatch(relay -> relay.asInt() == kind);
    }
}
