// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import java.awt.Color;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * A bulb or relay with Tasmota: {@code Backlog} with its queue and {@code Delay}, {@code Power},
 * {@code Color}, {@code HSBColor}, {@code CT}, {@code Dimmer}, {@code Fade}, {@code State}; it is
 * found by its discovery message.
 */
public final class VirtualTasmota extends VirtualDevice {
    private static final String WARM_WHITE = "#FFB46B";

    private final String topic;
    private final boolean relay;
    private final Deque<String> backlog = new ArrayDeque<>();
    private boolean white = true;
    private int mired = 370;
    private boolean fade;

    /** Plugs it in, off; a bulb is warm white. */
    public VirtualTasmota(MessageBus bus, Later later, String topic, boolean relay) {
        super(bus, later, new Light(false, 100, WARM_WHITE));
        this.topic = topic;
        this.relay = relay;
        listen("cmnd/" + topic + "/+");
        publish("tele/" + topic + "/LWT", "Online", true);
        ObjectNode found = object().put("dn", topic).put("t", topic).put("ft", "%prefix%/%topic%/");
        found.put("lt_st", relay ? 0 : 5).putArray("rl").add(relay ? 1 : 2);
        found.putArray("tp").add("cmnd").add("stat").add("tele");
        String mac = "%012X".formatted(topic.hashCode() & 0xFFFFFFFFL);
        publish("tasmota/discovery/" + mac + "/config", found.toString(), true);
        reportState();
    }

    /** As its person has set it. */
    public synchronized void fades(boolean on) {
        fade = on;
    }

    /** Whether it fades. */
    public synchronized boolean fades() {
        return fade;
    }

    @Override
    public synchronized void person(Light target) {
        white = target.colour().equals(WARM_WHITE);
        super.person(target);
    }

    @Override
    void onMessage(String to, String payload) {
        String command = to.substring(to.lastIndexOf('/') + 1);
        if (!command.toLowerCase(Locale.ROOT).startsWith("backlog")) {
            run(command, payload);
        } else if (payload.isEmpty()) {
            backlog.clear();
            forget();
        } else {
            for (String part : payload.split(";", -1)) {
                backlog.add(part.strip());
            }
            work();
        }
    }

    private void work() {
        while (!backlog.isEmpty()) {
            String[] words = backlog.remove().split(" ", 2);
            String value = words.length < 2 ? "" : words[1];
            if (words[0].equalsIgnoreCase("Delay")) {
                promise(Duration.ofMillis(100L * Integer.parseInt(value)), this::work);
                return;
            }
            run(words[0], value);
        }
    }

    private void run(String command, String value) {
        Light is = light();
        switch (command.toLowerCase(Locale.ROOT)) {
            case "power", "power1" -> {
                boolean on = value.equals("TOGGLE") ? !is.on() : value.equals("ON");
                shine(new Light(on, is.brightness(), is.colour()));
                result(power());
            }
            case "fade" -> {
                fade = value.equals("1") || value.equals("ON");
                result(object().put("Fade", fade ? "ON" : "OFF"));
            }
            case "color", "hsbcolor", "ct", "dimmer" -> {
                if (relay) {
                    result(object().put("Command", "Unknown"));
                } else {
                    colour(command.toLowerCase(Locale.ROOT), value, is);
                    result(state());
                }
            }
            case "state" ->
                    result(state().put("Uptime", "0T00:01:00").put("Fade", fade ? "ON" : "OFF"));
            default -> result(object().put("Command", "Unknown"));
        }
    }

    private void colour(String command, String value, Light is) {
        switch (command) {
            case "color" -> {
                white = false;
                Color c = Color.decode(value);
                float[] hsb = Color.RGBtoHSB(c.getRed(), c.getGreen(), c.getBlue(), null);
                shine(new Light(true, Math.round(hsb[2] * 254), value));
            }
            case "hsbcolor" -> {
                white = false;
                String[] parts = value.split(",", -1);
                float hue = Float.parseFloat(parts[0]) / 360;
                float saturation = Float.parseFloat(parts[1]) / 100;
                int rgb = Color.HSBtoRGB(hue, saturation, 1) & 0xFFFFFF;
                int brightness = Math.round(Float.parseFloat(parts[2]) * 2.54f);
                shine(new Light(true, brightness, "#%06X".formatted(rgb)));
            }
            case "ct" -> {
                white = true;
                mired = Integer.parseInt(value);
                shine(new Light(true, is.brightness(), WARM_WHITE));
            }
            default -> {
                int brightness = Math.round(Integer.parseInt(value) * 2.54f);
                shine(new Light(brightness > 0, brightness, is.colour()));
            }
        }
    }

    private ObjectNode power() {
        return object().put("POWER", light().on() ? "ON" : "OFF");
    }

    private ObjectNode state() {
        ObjectNode state = power();
        if (relay) {
            return state;
        }
        int dimmer = Math.round(light().brightness() / 2.54f);
        Color c = Color.decode(light().colour());
        float[] hsb = Color.RGBtoHSB(c.getRed(), c.getGreen(), c.getBlue(), null);
        state.put("Dimmer", dimmer);
        state.put(
                "HSBColor",
                white
                        ? "0,0,0"
                        : Math.round(hsb[0] * 360) + "," + Math.round(hsb[1] * 100) + "," + dimmer);
        return state.put("White", white ? dimmer : 0).put("CT", mired);
    }

    @Override
    void reportState() {
        result(state());
    }

    private void result(ObjectNode json) {
        publish("stat/" + topic + "/RESULT", json.toString(), false);
    }
}
