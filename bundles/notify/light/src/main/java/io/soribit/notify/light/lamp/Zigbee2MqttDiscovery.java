// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/** Devices and groups of Zigbee2MQTT. */
final class Zigbee2MqttDiscovery implements Discovery {
    private static final byte[] NONE = "[]".getBytes(UTF_8);

    private final String base;
    private final FoundLamps found;
    private final Reachability reachability;
    private final Zigbee2MqttCatalog catalog = new Zigbee2MqttCatalog();
    private byte[] groups = NONE;

    Zigbee2MqttDiscovery(String base, FoundLamps found, Reachability reachability) {
        this.base = base;
        this.found = found;
        this.reachability = reachability;
    }

    @Override
    public void begin(DeviceTopics topics) {
        topics.read(base + "/bridge/devices", this::devices);
        topics.read(base + "/bridge/groups", this::groups);
        topics.read(base + "/+/availability", this::availability);
    }

    @Override
    public void watch(Lamp lamp, DeviceTopics topics) {
        if (lamp.kind() == Lamp.Kind.ZIGBEE2MQTT && lamp.name().contains("/")) {
            topics.read(base + "/" + lamp.name() + "/availability", this::availability);
        }
    }

    private void devices(String topic, byte[] payload) throws IOException {
        found.put(
                topic,
                payload.length == 0 ? List.of() : catalog.devices(LampJson.readList(payload)));
        groups(base + "/bridge/groups", groups);
    }

    private void groups(String topic, byte[] payload) throws IOException {
        byte[] list = payload.length == 0 ? NONE : payload;
        found.put(topic, catalog.groups(LampJson.readList(list)));
        groups = list;
    }

    private void availability(String topic, byte[] payload) throws IOException {
        String name = topic.substring(base.length() + 1, topic.lastIndexOf('/'));
        String text = new String(payload, UTF_8);
        String state = text.startsWith("{") ? LampJson.read(payload).path("state").asText() : text;
        reachability.read(Lamp.Kind.ZIGBEE2MQTT, name, state.getBytes(UTF_8));
    }
}
