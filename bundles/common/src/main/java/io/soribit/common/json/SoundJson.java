// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alternative;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A sound event as JSON, the same on MQTT, server-sent events and HTTP. */
public final class SoundJson {
    private SoundJson() {}

    /** Describes an event. {@code urgency} is the sound's own; {@code evidence} may be absent. */
    public static ObjectNode of(SoundEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", event.id());
        json.setAll(name(event.sound()));
        json.put("icon", event.sound().icon());
        json.put("colour", event.sound().colour());
        json.put("urgency", event.sound().urgency().name().toLowerCase(Locale.ROOT));
        json.put("phase", event.phase().name().toLowerCase(Locale.ROOT));
        json.put("onset", event.onset().toString());
        @Nullable Instant end = event.end();
        json.put("end", end == null ? null : end.toString());
        json.put("score", rounded(event.score(), 1_000));
        ArrayNode alternatives = json.putArray("alternatives");
        for (Alternative other : event.alternatives()) {
            alternatives.add(name(other.sound()).put("score", rounded(other.score(), 1_000)));
        }
        json.put("level_db", rounded(event.levelDb(), 10));
        json.put("model", event.model());
        json.put("detector", event.detector());
        json.put("latency_ms", event.latency().toMillis());
        json.put("room", event.room());
        event.rooms().forEach(json.putArray("rooms")::add);
        json.put("house", event.house());
        if (!event.evidence().isEmpty()) {
            ObjectNode evidence = json.putObject("evidence");
            new TreeMap<>(event.evidence()).forEach(evidence::put);
        }
        return json;
    }

    private static ObjectNode name(Sound sound) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("label", sound.id());
        new TreeMap<>(sound.names()).forEach(json.putObject("names")::put);
        return json;
    }

    private static double rounded(double value, int parts) {
        return (double) Math.round(value * parts) / parts;
    }
}
