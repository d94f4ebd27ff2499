// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.lamp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The simulated devices that publish their state at {@code soribit/<hub>/simulated/<name>}. */
public final class SimulatedDevices {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 64;
    private static final int LONGEST = 200;

    private final Map<String, SimulatedDevice> byName = new TreeMap<>();

    /** The device after a message; null if the message is malformed or changes nothing. */
    public @Nullable SimulatedDevice apply(String name, String payload, Instant now) {
        if (payload.isBlank()) {
            SimulatedDevice last = byName.remove(name);
            return last == null ? null : gone(last);
        }
        JsonNode json = read(payload);
        if (!json.isObject() || (byName.size() >= MOST && !byName.containsKey(name))) {
            return null;
        }
        SimulatedDevice next = of(name, json, now);
        byName.put(name, next);
        return next;
    }

    /** All devices by name. */
    public Collection<SimulatedDevice> all() {
        return List.copyOf(byName.values());
    }

    /** Removes all devices. */
    public List<SimulatedDevice> clear() {
        List<SimulatedDevice> gone = byName.values().stream().map(SimulatedDevices::gone).toList();
        byName.clear();
        return gone;
    }

    private static SimulatedDevice of(String name, JsonNode json, Instant now) {
        String colour = json.path("colour").asText("").toUpperCase(Locale.ROOT);
        boolean known = colour.matches("#[0-9A-F]{6}");
        String text = text(json);
        return new SimulatedDevice(
                name,
                json.path("kind").asText("display"),
                now.toString(),
                text.substring(0, Math.min(LONGEST, text.length())),
                known ? colour : null,
                known ? Colours.name(colour) : null,
                json.path("on").isBoolean() ? json.path("on").asBoolean() : null,
                json.path("hold").asBoolean(),
                json.path("stale").asBoolean(),
                false);
    }

    private static SimulatedDevice gone(SimulatedDevice s) {
        return new SimulatedDevice(
                s.name(),
                s.kind(),
                s.told(),
                "",
                null,
                null,
                s.on() == null ? null : false,
                false,
                false,
                true);
    }

    /** A display without a text in front shows its background objects. */
    private static String text(JsonNode json) {
        String text = json.path("text").asText("");
        List<String> background = new ArrayList<>();
        json.path("objects").forEach(object -> background.add(object.asText("")));
        return text.isBlank() ? String.join("\n", background) : text;
    }

    /** Whether there is one of that name. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    private static JsonNode read(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
