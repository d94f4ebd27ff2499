// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import java.time.Duration;

/**
 * A Shelly of the second generation with a relay or a coloured light: calls on {@code /rpc},
 * answers, notifications, {@code toggle_after}.
 */
public final class VirtualShelly extends VirtualDevice {
    private final String prefix;
    private final String component;
    private final boolean relay;

    /**
     * Plugs it in, off.
     *
     * @param component {@code switch:0} or {@code rgb:0}
     */
    public VirtualShelly(MessageBus bus, Later later, String prefix, String component) {
        super(bus, later, new Light(false, 120, "#FFFFFF"));
        this.prefix = prefix;
        this.component = component;
        relay = component.startsWith("switch");
        listen(prefix + "/rpc");
        publish(prefix + "/online", "true", true);
        reportState();
    }

    @Override
    void onMessage(String to, String payload) {
        JsonNode call = read(to, payload);
        String method = call.path("method").asText();
        JsonNode parameters = call.path("params");
        ObjectNode result = object();
        if (method.equals("Shelly.GetStatus")) {
            result.set(component, status());
            result.putObject("sys");
        } else if (method.equals((relay ? "Switch" : "RGB") + ".GetStatus")) {
            result = status();
        } else if (method.equals((relay ? "Switch" : "RGB") + ".Set")) {
            result.put("was_on", light().on());
            set(parameters);
        } else {
            answer(call, object().put("code", 404).put("message", "No handler"), "error");
            return;
        }
        answer(call, result, "result");
    }

    private void answer(JsonNode call, ObjectNode result, String key) {
        ObjectNode answer = object();
        answer.set("id", call.path("id"));
        answer.put("src", prefix).put("dst", call.path("src").asText()).set(key, result);
        publish(call.path("src").asText() + "/rpc", answer.toString(), false);
    }

    private void set(JsonNode parameters) {
        forget();
        Light is = light();
        JsonNode rgb = parameters.path("rgb");
        boolean on = parameters.path("on").asBoolean(is.on());
        int brightness = parameters.path("brightness").asInt(Math.round(is.brightness() / 2.54f));
        String colour =
                rgb.size() < 3
                        ? is.colour()
                        : "#%02X%02X%02X"
                                .formatted(
                                        rgb.get(0).asInt(), rgb.get(1).asInt(), rgb.get(2).asInt());
        turn(new Light(on, Math.round(brightness * 2.54f), colour));
        if (parameters.has("toggle_after")) {
            promise(
                    Duration.ofMillis(Math.round(parameters.get("toggle_after").asDouble() * 1000)),
                    () -> turn(new Light(!on, light().brightness(), light().colour())));
        }
    }

    private void turn(Light now) {
        shine(now);
        reportState();
    }

    private ObjectNode status() {
        ObjectNode status = object().put("id", 0).put("source", "MQTT").put("output", light().on());
        if (!relay) {
            int rgb = Integer.parseInt(light().colour().substring(1), 16);
            status.put("brightness", Math.round(light().brightness() / 2.54f));
            status.putArray("rgb").add(rgb >> 16).add(rgb >> 8 & 255).add(rgb & 255);
        }
        return status;
    }

    @Override
    void reportState() {
        ObjectNode event = object().put("src", prefix).put("dst", prefix + "/events");
        event.put("method", "NotifyStatus")
                .putObject("params")
                .put("ts", 1.0)
                .set(component, status());
        publish(prefix + "/events/rpc", event.toString(), false);
    }
}
