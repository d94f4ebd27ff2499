// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import io.soribit.api.Alert;
import io.soribit.api.Rooms;
import io.soribit.api.Urgency;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A lamp as the configuration names it.
 *
 * @param kind how it is spoken to; the prefix of its name
 * @param name of a Zigbee2MQTT device or group, or topic of another device
 * @param rooms if any, the lamp flashes for sounds of these and for emergencies only
 * @param guest whether it is not in use, and flashes only for what names it
 * @param shaker whether it is a bed shaker, which vibrates in the rhythm of the sound
 */
public record Lamp(Kind kind, String name, Set<String> rooms, boolean guest, boolean shaker) {
    /** All lamps, as a target of an alert. */
    public static final String ALL = "lights";

    private static final String SHAKERS = "shakers";
    private static final String NO_SHAKERS = "lamps";

    /** How lamps are spoken to. */
    public enum Kind {
        ZIGBEE2MQTT("Zigbee2MQTT", ""),
        TASMOTA("Tasmota", "tasmota:"),
        WLED("WLED", "wled:"),
        SHELLY("Shelly", "shelly:"),
        HOME_ASSISTANT("Home Assistant", "ha:");

        private final String title;
        private final String prefix;

        Kind(String title, String prefix) {
            this.title = title;
            this.prefix = prefix;
        }

        /** As people call it. */
        public String title() {
            return title;
        }

        /** The id of a lamp of this kind. */
        public String id(String name) {
            return prefix + name;
        }
    }

    public Lamp {
        rooms = Set.copyOf(rooms);
        if (name.isEmpty() || name.chars().anyMatch(c -> c == '+' || c == '#')) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name of a lamp: write NAME or NAME@ROOM");
        }
        if (kind == Kind.SHELLY && !ShellyLamp.isName(name)) {
            throw new IllegalArgumentException(
                    "'"
                            + name
                            + "' does not say which part of the Shelly: write"
                            + " shelly:PREFIX/switch:0 (or light:0, rgb:0, rgbw:0)");
        }
    }

    /** Reads {@code name} or {@code name@room}. Throws IllegalArgumentException. */
    public static Lamp parse(String text) {
        int at = text.lastIndexOf('@');
        String id = (at < 0 ? text : text.substring(0, at)).strip();
        Set<String> rooms = at < 0 ? Set.of() : Set.of(text.substring(at + 1).strip());
        for (Kind kind : Kind.values()) {
            if (!kind.prefix.isEmpty() && id.startsWith(kind.prefix)) {
                return new Lamp(
                        kind, id.substring(kind.prefix.length()).strip(), rooms, false, false);
            }
        }
        return new Lamp(Kind.ZIGBEE2MQTT, id, rooms, false, false);
    }

    /** Entries of a configuration; each may hold several with commas. */
    public static List<String> entries(String[] lines) {
        return Arrays.stream(lines)
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** The same lamp, for the rooms of both. */
    public Lamp with(Lamp other) {
        Set<String> both = new HashSet<>(rooms);
        both.addAll(other.rooms);
        boolean all = rooms.isEmpty() || other.rooms.isEmpty();
        return new Lamp(
                kind, name, all ? Set.of() : both, guest && other.guest, shaker || other.shaker);
    }

    /** The same lamp, not in use. */
    public Lamp asGuest() {
        return new Lamp(kind, name, Set.of(), true, shaker);
    }

    /** The same one, a bed shaker. */
    public Lamp asShaker() {
        return new Lamp(kind, name, rooms, guest, true);
    }

    /**
     * How it is spoken to.
     *
     * @param base topic of Zigbee2MQTT
     * @param root the hub's own topics
     */
    public LampProtocol protocol(String base, String root) {
        return switch (kind) {
            case ZIGBEE2MQTT -> new Zigbee2MqttLamp(base + "/" + name);
            case TASMOTA -> new TasmotaLamp(name);
            case WLED -> new WledLamp(name);
            case SHELLY -> new ShellyLamp(name, root);
            case HOME_ASSISTANT -> new Zigbee2MqttLamp(root + "/ha/lamp/" + name, id());
        };
    }

    /** As configuration and rules name it. */
    public String id() {
        return kind.id(name);
    }

    /** All of its kind, as a target of an alert: {@code shakers}, or {@code lamps}. */
    public String group() {
        return shaker ? SHAKERS : NO_SHAKERS;
    }

    private boolean isIn(String room) {
        return rooms.stream().anyMatch(entry -> Rooms.covers(entry, room));
    }

    /** Whether it flashes for an alert: one that names it, or one for all lamps or its room. */
    public boolean isFor(Alert alert) {
        Set<String> targets = alert.delivery().targets();
        boolean general = targets.isEmpty() || targets.contains(ALL) || targets.contains(group());
        boolean here =
                rooms.isEmpty()
                        || alert.urgency() == Urgency.EMERGENCY
                        || alert.event().rooms().stream().anyMatch(this::isIn);
        return !alert.delivery().except().contains(id())
                && (targets.contains(id()) || (general && here && !guest));
    }
}
