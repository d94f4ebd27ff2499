// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.Alternative;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Flash;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The start of an alert as JSON, complete: what is read is equal to what was written. */
public final class AlertDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AlertDocument() {}

    public static String write(Alert alert) {
        SoundEvent event = alert.event();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", alert.id()).put("urgency", alert.urgency().name());
        json.put("event", event.id()).put("house", event.house());
        event.rooms().forEach(json.putArray("rooms")::add);
        json.set("sound", sound(event.sound()));
        json.put("onset", event.onset().toString());
        json.put("score", event.score()).put("level_db", event.levelDb());
        ArrayNode alternatives = json.putArray("alternatives");
        for (Alternative other : event.alternatives()) {
            alternatives.addObject().put("score", other.score()).set("sound", sound(other.sound()));
        }
        json.put("detector", event.detector()).put("model", event.model());
        json.put("latency", event.latency().toString());
        event.evidence().forEach(json.putObject("evidence")::put);
        json.put("times", alert.times());
        write(alert.delivery(), json.putObject("handling"));
        return json.toString();
    }

    /**
     * Reads what was written.
     *
     * @throws IllegalArgumentException if it is no alert
     */
    public static Alert read(String text) {
        try {
            return alert(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an alert: " + text, e);
        }
    }

    private static Alert alert(JsonNode json) {
        List<Alternative> alternatives = new ArrayList<>();
        for (JsonNode other : json.path("alternatives")) {
            alternatives.add(
                    new Alternative(sound(other.path("sound")), other.path("score").floatValue()));
        }
        Map<String, Double> evidence = new HashMap<>();
        json.path("evidence")
                .properties()
                .forEach(e -> evidence.put(e.getKey(), e.getValue().doubleValue()));
        @Nullable String model = json.path("model").textValue();
        SoundEvent event =
                new SoundEvent(
                        json.path("event").asText(),
                        Phase.START,
                        json.path("house").asBoolean(),
                        texts(json.path("rooms")),
                        sound(json.path("sound")),
                        Instant.parse(json.path("onset").asText()),
                        null,
                        json.path("score").floatValue(),
                        alternatives,
                        json.path("level_db").floatValue(),
                        json.path("detector").asText(),
                        model,
                        Duration.parse(json.path("latency").asText()),
                        evidence);
        return new Alert(
                json.path("id").asText(),
                event,
                Urgency.valueOf(json.path("urgency").asText()),
                delivery(json.path("handling")),
                Math.max(1, json.path("times").asInt()));
    }

    private static void write(DeliveryOptions delivery, ObjectNode json) {
        delivery.targets().forEach(json.putArray("targets")::add);
        json.put("acknowledgement", delivery.acknowledgement());
        if (!delivery.except().isEmpty()) {
            delivery.except().forEach(json.putArray("except")::add);
        }
        @Nullable Flash flash = delivery.flash();
        if (flash != null) {
            json.putObject("flash")
                    .put("colour", flash.colour())
                    .put("rate_hz", flash.rateHz())
                    .put("burst", flash.burst().toString())
                    .put("rest", flash.rest().toString());
        }
    }

    /** Also of a document without any. */
    private static DeliveryOptions delivery(JsonNode json) {
        JsonNode flash = json.path("flash");
        return new DeliveryOptions(
                Set.copyOf(texts(json.path("targets"))),
                flash.isObject() ? flash(flash) : null,
                json.path("acknowledgement").asBoolean(),
                Set.copyOf(texts(json.path("except"))));
    }

    private static Flash flash(JsonNode json) {
        return new Flash(
                json.path("colour").textValue(),
                json.path("rate_hz").asDouble(),
                Duration.parse(json.path("burst").asText()),
                Duration.parse(json.path("rest").asText()));
    }

    private static ObjectNode sound(Sound sound) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", sound.id()).put("icon", sound.icon()).put("colour", sound.colour());
        json.put("urgency", sound.urgency().name());
        sound.names().forEach(json.putObject("names")::put);
        sound.audioSet().forEach(json.putArray("audio_set")::add);
        return json;
    }

    private static Sound sound(JsonNode json) {
        Map<String, String> names = new HashMap<>();
        json.path("names").properties().forEach(e -> names.put(e.getKey(), e.getValue().asText()));
        return new Sound(
                json.path("id").asText(),
                names,
                json.path("icon").asText(),
                json.path("colour").asText(),
                Urgency.valueOf(json.path("urgency").asText()),
                texts(json.path("audio_set")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
