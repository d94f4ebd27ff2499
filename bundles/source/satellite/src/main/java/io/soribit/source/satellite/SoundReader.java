// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.satellite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Alternative;
import io.soribit.api.Ontology;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link io.soribit.common.json.SoundJson} has written in another hub, maybe one of a
 * newer version: no sound is lost because something that merely describes it cannot be read.
 */
final class SoundReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 64 * 1024;
    private static final int MOST = 32;
    private static final int LONGEST_TEXT = 128;
    private static final double LONGEST_LATENCY = 3_600_000; // milliseconds

    private final Ontology ontology;

    /** What a sound is called, and how urgent it is, this house decides. */
    SoundReader(Ontology ontology) {
        this.ontology = ontology;
    }

    /**
     * An event of a room.
     *
     * @param now stands for the times of the other hub, whose clock may be wrong
     */
    SoundEvent read(byte[] payload, String room, Instant now) throws MalformedException {
        if (payload.length > LARGEST) {
            throw new MalformedException("it has more than " + LARGEST + " bytes");
        }
        try {
            JsonNode json = JSON.readTree(payload);
            if (json == null || !json.isObject()) {
                throw new MalformedException("it is no JSON object");
            }
            return event(json, room, now);
        } catch (IOException e) {
            throw new MalformedException("it is no JSON");
        }
    }

    private SoundEvent event(JsonNode json, String room, Instant now) throws MalformedException {
        if (!json.path("room").asText().equals(room) || json.path("house").asBoolean()) {
            throw new MalformedException("it is about another room");
        }
        Phase phase = phase(json.path("phase").asText());
        String detector = optionalText(json, "detector");
        return new SoundEvent(
                text(json, "id"),
                phase,
                false,
                List.of(room),
                sound(json),
                now,
                phase == Phase.END ? now : null,
                (float) number(json, "score", 0, 1, 1),
                alternatives(json.path("alternatives")),
                (float) number(json, "level_db", -200, 10, -120),
                detector == null ? "satellite" : detector,
                optionalText(json, "model"),
                Duration.ofMillis(
                        (long) number(json, "latency_ms", -LONGEST_LATENCY, LONGEST_LATENCY, 0)),
                evidence(json.path("evidence")));
    }

    private static Phase phase(String text) throws MalformedException {
        return switch (text) {
            case "start" -> Phase.START;
            case "update" -> Phase.UPDATE;
            case "end" -> Phase.END;
            default -> throw new MalformedException("it has no phase");
        };
    }

    private static String text(JsonNode json, String key) throws MalformedException {
        String text = optionalText(json, key);
        if (text == null) {
            throw new MalformedException("'" + key + "' is missing or too long");
        }
        return text;
    }

    private static @Nullable String optionalText(JsonNode json, String key) {
        String text = json.path(key).asText();
        return json.path(key).isNull()
                        || text.isEmpty()
                        || text.length() > LONGEST_TEXT
                        || text.chars().anyMatch(Character::isISOControl)
                ? null
                : text;
    }

    private static double number(
            JsonNode json, String key, double lowest, double highest, double otherwise) {
        double value = json.path(key).asDouble(Double.NaN);
        return value >= lowest && value <= highest ? value : otherwise;
    }

    private Sound sound(JsonNode json) throws MalformedException {
        return find(text(json, "label"))
                .orElseThrow(() -> new MalformedException("'label' is no name of a sound"));
    }

    private Optional<Sound> find(String label) {
        Optional<Sound> known = ontology.sound(label);
        try {
            return known.isPresent() ? known : Optional.of(ontology.ofLabel(label));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<Alternative> alternatives(JsonNode json) {
        List<Alternative> all = new ArrayList<>();
        for (JsonNode each : json) {
            String label = optionalText(each, "label");
            double score = number(each, "score", 0, 1, -1);
            if (label != null && score >= 0 && all.size() < MOST) {
                find(label).ifPresent(sound -> all.add(new Alternative(sound, (float) score)));
            }
        }
        return all;
    }

    private static Map<String, Double> evidence(JsonNode json) {
        Map<String, Double> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : json.properties()) {
            double value = each.getValue().asDouble();
            if (each.getValue().isNumber()
                    && Double.isFinite(value)
                    && all.size() < MOST
                    && each.getKey().matches("[a-z0-9_]{1,64}")) {
                all.put(each.getKey(), value);
            }
        }
        return all;
    }
}
