// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.source.SharedAlerts.State;
import io.soribit.common.json.AlertDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far an alert has come, as JSON. */
final class StateJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StateJson() {}

    static ObjectNode write(State state) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("alert", tree(AlertDocument.write(state.alert())));
        json.put("raised", state.raised().toString());
        json.put("life", state.life());
        json.put("owner", state.owner());
        json.put("term", state.term());
        json.put("revision", state.revision());
        state.heard().forEach(json.putObject("heard")::put);
        json.put("escalated", state.escalated());
        state.delivered().forEach(json.putArray("delivered")::add);
        state.seen().forEach(json.putArray("seen")::add);
        json.put("acknowledged", state.acknowledged());
        Instant over = state.over();
        json.put("over", over == null ? null : over.toString());
        json.put("ended", state.ended());
        json.put("part_of", state.partOf());
        json.put("policy", state.policy());
        return json;
    }

    private static JsonNode tree(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an alert is not JSON", e);
        }
    }

    /**
     * Reads what was written.
     *
     * @param shift what this hub's clock shows more than that of the other one
     * @throws IllegalArgumentException if it is malformed
     */
    static State read(JsonNode json, Duration shift) {
        if (!(json.path("alert") instanceof ObjectNode document)) {
            throw new IllegalArgumentException("it says nothing of an alert");
        }
        try {
            document.put("onset", time(document.path("onset"), shift).toString());
            Alert alert = AlertDocument.read(document.toString());
            @Nullable String over = json.path("over").textValue();
            return new State(
                    alert,
                    time(json.path("raised"), shift),
                    json.path("life").asInt(),
                    json.path("owner").asText(),
                    json.path("term").asInt(),
                    json.path("revision").asInt(),
                    counts(json.path("heard")),
                    json.path("escalated").asBoolean(),
                    Set.copyOf(texts(json.path("delivered"))),
                    texts(json.path("seen")),
                    json.path("acknowledged").textValue(),
                    over == null ? null : Instant.parse(over).plus(shift),
                    json.path("ended").asBoolean(),
                    json.path("part_of").asText(),
                    json.path("policy").asText());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a time in it is malformed", e);
        }
    }

    private static Instant time(JsonNode text, Duration shift) {
        return Instant.parse(text.asText()).plus(shift);
    }

    private static Map<String, Integer> counts(JsonNode object) {
        Map<String, Integer> counts = new HashMap<>();
        object.properties().forEach(e -> counts.put(e.getKey(), e.getValue().asInt()));
        return counts;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
