// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.satellite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.hub.SourceStatus.Reception;
import io.soribit.api.hub.SourceStatus.Windows;
import io.soribit.common.room.RoomHealth;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a satellite says of its rooms every few seconds, as JSON. */
final class Beat {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 64 * 1024;
    private static final int LONGEST_MESSAGE = 500;

    private Beat() {}

    static byte[] write(Map<String, RoomHealth> rooms, String instance) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("instance", instance);
        ArrayNode all = json.putArray("rooms");
        rooms.forEach(
                (name, health) -> {
                    ObjectNode room = all.addObject();
                    room.put("room", name);
                    room.put("state", health.state().name().toLowerCase(Locale.ROOT));
                    room.put("message", health.message());
                    room.put("level_db", Math.round(health.levelDb() * 10) / 10.0);
                    room.put("scored", health.windows().scored());
                    room.put("late", health.windows().late());
                    room.put("dropped", health.windows().dropped());
                    room.put("hop", health.windows().hop());
                    room.put("received_s", health.reception().seconds());
                    room.put("lost_packets", health.reception().lostPackets());
                    room.put("reconnects", health.reception().reconnects());
                    room.put("drift_ppm", health.reception().driftPpm());
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

    private static SourceStatus status(
            JsonNode json, String id, String room, @Nullable SourceStatus before, Instant now)
            throws MalformedException {
        long scored = json.path("scored").asLong();
        boolean grows = before == null ? scored > 0 : scored != before.windows().scored();
        Instant last = before == null ? null : before.lastScored();
        double level = json.path("level_db").asDouble(-120);
        return new SourceStatus(
                id,
                room,
                state(json.path("state").asText()),
                shortened(json.path("message").asText()),
                (float) Math.max(-120, Math.min(0, level)),
                grows ? now : last,
                new Windows(
                        scored,
                        json.path("late").asLong(),
                        json.path("dropped").asLong(),
                        Math.max(1, json.path("hop").asInt(1))),
                new Reception(
                        json.path("received_s").asLong(),
                        json.path("lost_packets").asLong(),
                        json.path("reconnects").asLong(),
                        json.path("drift_ppm").isNumber()
                                ? json.path("drift_ppm").asDouble()
                                : null));
    }

    private static SourceState state(String text) throws MalformedException {
        Map<String, SourceState> states = new HashMap<>();
        for (SourceState state : SourceState.values()) {
            states.put(state.name().toLowerCase(Locale.ROOT), state);
        }
        SourceState state = states.get(text);
        if (state == null) {
            throw new MalformedException("the state of a room is unknown");
        }
        return state;
    }

    private static String shortened(String message) {
        String line = message.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(LONGEST_MESSAGE, line.length()));
    }
}
