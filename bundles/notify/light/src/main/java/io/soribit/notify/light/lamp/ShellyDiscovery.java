// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.MessageBus;
import io.soribit.notify.light.lamp.LampProtocol.Ability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Shellys, which are asked for their parts when they report that they are online. */
final class ShellyDiscovery implements Discovery {
    private final MessageBus bus;
    private final String answers;
    private final FoundLamps found;
    private final Reachability reachability;

    ShellyDiscovery(MessageBus bus, FoundLamps found, Reachability reachability) {
        this.bus = bus;
        this.answers = bus.root() + "/shelly/";
        this.found = found;
        this.reachability = reachability;
    }

    @Override
    public void begin(DeviceTopics topics) {
        topics.read("+/online", this::online);
        topics.read(answers + "+/rpc", this::parts);
    }

    @Override
    public void watch(Lamp lamp, DeviceTopics topics) {
        if (lamp.kind() != Lamp.Kind.SHELLY) {
            return;
        }
        String prefix = lamp.name().substring(0, lamp.name().lastIndexOf('/'));
        if (prefix.contains("/")) {
            topics.read(prefix + "/online", this::online);
        }
    }

    private void online(String topic, byte[] payload) throws IOException {
        String prefix = topic.substring(0, topic.lastIndexOf('/'));
        String online = new String(payload, UTF_8);
        if (!online.equals("true") && !online.equals("false")) {
            return; // another kind of device
        }
        reachability.read(Lamp.Kind.SHELLY, prefix, payload);
        if (online.equals("true") && !found.isFull()) {
            String call =
                    LampJson.object()
                            .put("id", 1)
                            .put("src", answers + prefix)
                            .put("method", "Shelly.GetStatus")
                            .toString();
            bus.publish(prefix + "/rpc", call, 1, false);
        }
    }

    private void parts(String topic, byte[] payload) throws IOException {
        String prefix = topic.substring(answers.length(), topic.lastIndexOf('/'));
        List<FoundLamp> lamps = new ArrayList<>();
        LampJson.read(payload)
                .path("result")
                .fieldNames()
                .forEachRemaining(
                        part -> {
                            String name = prefix + "/" + part;
                            if (ShellyLamp.isName(name)) {
                                Ability ability = new ShellyLamp(name, "").ability();
                                lamps.add(
                                        new FoundLamp(
                                                Lamp.Kind.SHELLY, name, name, ability, false));
                            }
                        });
        found.put(topic, lamps);
    }
}
