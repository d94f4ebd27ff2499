// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.api.Alert;
import io.soribit.api.Urgency;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lamp as the configuration names it.
 *
 * @param name friendly name of a Zigbee2MQTT device or group
 * @param room if given, the lamp flashes for sounds of this room and for emergencies only
 */
record Lamp(String name, @Nullable String room) {
    Lamp {
        if (name.isEmpty() || name.chars().anyMatch(c -> c == '+' || c == '#')) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name of a lamp: write NAME or NAME@ROOM");
        }
    }

    /** Reads {@code name} or {@code name@room}. Throws IllegalArgumentException. */
    static Lamp parse(String text) {
        int at = text.lastIndexOf('@');
        return at < 0
                ? new Lamp(text.strip(), null)
                : new Lamp(text.substring(0, at).strip(), text.substring(at + 1).strip());
    }

    /** Entries of a configuration; each may hold several with commas. */
    static List<String> entries(String[] lines) {
        return Arrays.stream(lines)
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    boolean tellsOf(Alert alert) {
        return room == null
                || alert.urgency() == Urgency.EMERGENCY
                || alert.event().rooms().contains(room);
    }
}
