// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import io.soribit.notify.light.lamp.LampProtocol.Ability;
import java.io.IOException;
import java.util.List;

/** Controllers with the firmware WLED. */
final class WledDiscovery implements Discovery {
    private final FoundLamps found;
    private final Reachability reachability;

    WledDiscovery(FoundLamps found, Reachability reachability) {
        this.found = found;
        this.reachability = reachability;
    }

    @Override
    public void begin(DeviceTopics topics) {
        topics.read("wled/+/status", this::status);
    }

    @Override
    public void watch(Lamp lamp, DeviceTopics topics) {
        String name = lamp.name();
        if (lamp.kind() == Lamp.Kind.WLED && !name.matches("wled/[^/]+")) {
            topics.read(
                    name + "/status",
                    (topic, state) -> reachability.read(Lamp.Kind.WLED, name, state));
        }
    }

    private void status(String topic, byte[] payload) throws IOException {
        String name = topic.substring(0, topic.lastIndexOf('/'));
        FoundLamp lamp = new FoundLamp(Lamp.Kind.WLED, name, name, Ability.COLOUR, false);
        found.put(topic, payload.length == 0 ? List.of() : List.of(lamp));
        reachability.read(Lamp.Kind.WLED, name, payload);
    }
}
