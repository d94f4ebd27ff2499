// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lamp that is not there, speaking as Zigbee2MQTT does: takes {@code /set} and {@code /get},
 * reports its state.
 */
@Component(service = VirtualLamp.class, immediate = true)
@Designate(ocd = VirtualLamp.Config.class)
public final class VirtualLamp {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualLamp.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Configuration of the lamp. */
    @ObjectClassDefinition(
            name = "Soribit virtual lamp",
            description = "A lamp for demonstrations and tests.")
    public @interface Config {
        @AttributeDefinition(description = "Zigbee2MQTT base topic and name of the lamp.")
        String topic() default "zigbee2mqtt/soribit-lamp";
    }

    private final MessageBus bus;
    private final String topic;
    private final MessageBus.Subscription set;
    private final MessageBus.Subscription get;
    private final AtomicInteger commands = new AtomicInteger();
    private final ObjectNode state = JSON.createObjectNode();

    /** Plugs the lamp in, warm white and off. */
    @Activate
    public VirtualLamp(@Reference MessageBus bus, Config config) {
        this.bus = bus;
        this.topic = config.topic();
        state.put("state", "OFF")
                .put("brightness", 120)
                .put("color_mode", "color_temp")
                .put("color_temp", 370);
        // The page's filter, too: a broker may send one copy for each different one.
        String all = topic.substring(0, topic.lastIndexOf('/')) + "/+/set";
        set = bus.subscribe(all, (t, payload, retained) -> set(t, payload));
        get = bus.subscribe(topic + "/get", (t, payload, retained) -> reportState());
        reportState();
    }

    @Deactivate
    void unplug() {
        set.close();
        get.close();
    }

    /** How many messages it received. */
    public int commands() {
        return commands.get();
    }

    /** Its state now, as JSON. */
    public synchronized String state() {
        return state.toString();
    }

    /** Whether it is on; it was plugged in while off. */
    public synchronized boolean isOn() {
        return state.path("state").asText().equals("ON");
    }

    private void set(String received, byte[] payload) {
        if (!received.equals(topic + "/set")) {
            return;
        }
        try {
            JsonNode target = JSON.readTree(payload);
            synchronized (this) {
                target.fields()
                        .forEachRemaining(
                                field -> {
                                    if (field.getKey().equals("color")) {
                                        state.put("color_mode", "xy");
                                    } else if (field.getKey().equals("color_temp")) {
                                        state.put("color_mode", "color_temp");
                                    }
                                    if (!field.getKey().equals("transition")) {
                                        state.set(field.getKey(), field.getValue());
                                    }
                                });
            }
            commands.incrementAndGet();
            reportState();
        } catch (IOException e) {
            LOG.warn("the lamp ignoring malformed message on {}: {}", topic, e.getMessage());
        }
    }

    private void reportState() {
        bus.publish(topic, state(), 1, true);
    }
}
