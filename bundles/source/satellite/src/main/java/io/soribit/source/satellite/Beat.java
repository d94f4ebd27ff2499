// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.satellite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.json.SourceJson;
import io.soribit.common.room.RoomHealth;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a satellite says of its rooms every few seconds, as JSON. */
final class Beat {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 64 * 1024;

    private Beat() {}

    static byte[] write(Map<String, RoomHealth> rooms, String instance) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("instance", instance);
        ArrayNode all = json.putArray("rooms");
        rooms.forEach(
                (name, health) -> {
                    ObjectNode room = all.addObject();
                    room.put("room", name);
                    SourceJson.write(
                            room,
                            health.state(),
                            health.message(),
                            health.levelDb(),
                            health.windows(),
                            health.reception());
                });
        return JSON.writeValueAsBytes(json);
    }

    /**
     * The state of one room.
     *
     * @param id of the source that it is here
     * @param before what was said last: it is scored when the count of windows grows
     * @return null if the satellite has no such room
     */
    static @Nullable SourceStatus read(
            byte[] payload, String id, String room, @Nullable SourceStatus before, Instant now)
            throws MalformedException {
        for (JsonNode each : rooms(payload)) {
            if (each.path("room").asText().equals(room)) {
                return status(each, id, room, before, now);
            }
        }
        return null;
    }

    private static SourceStatus status(
            JsonNode json, String id, String room, @Nullable SourceStatus before, Instant now)
            throws MalformedException {
        try {
            return SourceJson.read(known(json), id, room, before, now);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    /** A state that is unknown here is none in which it is heard, but ends no sound. */
    private static JsonNode known(JsonNode json) {
        String state = json.path("state").asText();
        if (state.isEmpty() || SourceJson.isState(state) || !(json instanceof ObjectNode room)) {
            return json;
        }
        return room.deepCopy()
                .put("state", "quiet")
                .put("message", "its state '" + state + "' is unknown here: update this hub");
    }

    private static JsonNode rooms(byte[] payload) throws MalformedException {
        if (payload.length > LARGEST) {
            throw new MalformedException("it has more than " + LARGEST + " bytes");
        }
        try {
            JsonNode json = JSON.readTree(payload);
            if (json != null && json.path("rooms").isArray()) {
                return json.path("rooms");
            }
        } catch (IOException e) {
            throw new MalformedException("it is no JSON");
        }
        throw new MalformedException("it names no rooms");
    }
}
