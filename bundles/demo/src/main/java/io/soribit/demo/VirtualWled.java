// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.MessageBus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A strip with WLED: {@code /api} with on, brightness, colour and effect, presets that are saved a
 * moment later and applied; it reports no more than once a second.
 */
public final class VirtualWled extends VirtualDevice {
    private static final Duration COOLDOWN = Duration.ofSeconds(1);
    private static final Duration SAVING = Duration.ofMillis(50);

    private record Look(Light light, int effect) {}

    private final String topic;
    private final Later later;
    private final Map<Integer, Look> presets = new HashMap<>();
    private int effect = 9;
    private int preset;
    private boolean resting;
    private boolean changed;

    /** Plugs it in: on, in an effect of its own. */
    public VirtualWled(MessageBus bus, Later later, String topic) {
        super(bus, later, new Light(true, 60, "#8040FF"));
        this.topic = topic;
        this.later = later;
        listen(topic + "/api");
        publish(topic + "/status", "online", true);
        reportState();
    }

    /** The number of the effect that it shows, 0 for none. */
    public synchronized int effect() {
        return effect;
    }

    @Override
    void onMessage(String to, String payload) {
        JsonNode json = read(to, payload);
        if (json.has("psave")) {
            int number = json.get("psave").asInt();
            later.after(SAVING, () -> save(number));
        } else if (json.has("ps")) {
            Look look = presets.get(json.get("ps").asInt());
            if (look != null) {
                preset = json.get("ps").asInt();
                effect = look.effect;
                shine(look.light);
                reportState();
            }
        } else {
            apply(json);
        }
    }

    private synchronized void save(int number) {
        presets.put(number, new Look(light(), effect));
    }

    private void apply(JsonNode json) {
        Light is = light();
        JsonNode segment = json.path("seg").isArray() ? json.path("seg").path(0) : json.path("seg");
        effect = segment.path("fx").asInt(effect);
        JsonNode rgb = segment.path("col").path(0);
        String colour =
                rgb.size() < 3
                        ? is.colour()
                        : "#%02X%02X%02X"
                                .formatted(
                                        rgb.get(0).asInt(), rgb.get(1).asInt(), rgb.get(2).asInt());
        Light now =
                new Light(
                        json.path("on").asBoolean(is.on()),
                        json.path("bri").asInt(is.brightness()),
                        colour);
        preset = 0;
        shine(now);
        reportState();
    }

    @Override
    public synchronized void person(Light target) {
        preset = 0;
        super.person(target);
    }

    @Override
    void reportState() {
        if (resting) {
            changed = true;
            return;
        }
        resting = true;
        later.after(COOLDOWN, this::rested);
        Light light = light();
        int rgb = Integer.parseInt(light.colour().substring(1), 16);
        publish(topic + "/g", String.valueOf(light.on() ? light.brightness() : 0), false);
        publish(topic + "/c", light.colour(), false);
        publish(
                topic + "/v",
                "<?xml version=\"1.0\" ?><vs><ac>%d</ac><cl>%d</cl><cl>%d</cl><cl>%d</cl><cs>0</cs><cs>0</cs><cs>0</cs><ns>0</ns><nr>1</nr><nl>0</nl><fx>%d</fx><sx>128</sx><ix>128</ix><fp>0</fp><wv>-1</wv><ws>0</ws><ps>%d</ps><cy>0</cy><ds>WLED</ds></vs>"
                        .formatted(
                                light.on() ? light.brightness() : 0,
                                rgb >> 16,
                                rgb >> 8 & 255,
                                rgb & 255,
                                effect,
                                preset),
                false);
    }

    private synchronized void rested() {
        resting = false;
        if (changed) {
            changed = false;
            reportState();
        }
    }
}
