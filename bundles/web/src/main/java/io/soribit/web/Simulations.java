// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

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

/** What is simulated, as it says itself at {@code soribit/<hub>/simulated/<name>}. */
final class Simulations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 64;
    private static final int LONGEST = 200;

    private final Map<String, Simulated> byName = new TreeMap<>();

    /** The simulated thing after a message; null if the message says nothing new or readable. */
    @Nullable Simulated told(String name, String payload, Instant now) {
        if (payload.isBlank()) {
            Simulated last = byName.remove(name);
            return last == null ? null : gone(last);
        }
        JsonNode json = read(payload);
        if (!json.isObject() || (byName.size() >= MOST && !byName.containsKey(name))) {
            return null;
        }
        Simulated next = of(name, json, now);
        byName.put(name, next);
        return next;
    }

    Collection<Simulated> all() {
        return List.copyOf(byName.values());
    }

    /** Takes all away. */
    List<Simulated> clear() {
        List<Simulated> gone = byName.values().stream().map(Simulations::gone).toList();
        byName.clear();
        return gone;
    }

    private static Simulated of(String name, JsonNode json, Instant now) {
        String colour = json.path("colour").asText("").toUpperCase(Locale.ROOT);
        boolean known = colour.matches("#[0-9A-F]{6}");
        String text = text(json);
        return new Simulated(
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

    private static Simulated gone(Simulated s) {
        return new Simulated(
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

    /** A display that shows nothing in front shows what stands on it. */
    private static String text(JsonNode json) {
        String text = json.path("text").asText("");
        List<String> behind = new ArrayList<>();
        json.path("objects").forEach(object -> behind.add(object.asText("")));
        return text.isBlank() ? String.join("\n", behind) : text;
    }

    /** Whether there is one of that name. */
    boolean has(String name) {
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
