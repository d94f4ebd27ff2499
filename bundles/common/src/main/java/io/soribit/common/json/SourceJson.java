// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.hub.SourceStatus.Reception;
import io.soribit.api.hub.SourceStatus.Windows;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a source or room is doing, as one hub says it to another. */
public final class SourceJson {
    private static final int LONGEST_MESSAGE = 500;

    private SourceJson() {}

    /** Writes all but names and times, which are those of the hub that reads. */
    public static void write(
            ObjectNode json,
            SourceState state,
            String message,
            float levelDb,
            Windows windows,
            Reception reception) {
        json.put("state", state.name().toLowerCase(Locale.ROOT));
        json.put("message", message);
        json.put("level_db", Math.round(levelDb * 10) / 10.0);
        json.put("scored", windows.scored());
        json.put("late", windows.late());
        json.put("dropped", windows.dropped());
        json.put("hop", windows.hop());
        json.put("received_s", reception.seconds());
        json.put("lost_packets", reception.lostPackets());
        json.put("reconnects", reception.reconnects());
        json.put("drift_ppm", reception.driftPpm());
    }

    /**
     * Reads what another hub wrote.
     *
     * @param id of the source here
     * @param before what was said last: it is scored when the count of windows grows
     * @throws IllegalArgumentException if its state is unknown
     */
    public static SourceStatus read(
            JsonNode json, String id, String room, @Nullable SourceStatus before, Instant now) {
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

    /** Whether a state, as it is written, is known here; a newer hub may know others. */
    public static boolean isState(String text) {
        return find(text).isPresent();
    }

    private static SourceState state(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException("the state of a room is unknown"));
    }

    private static Optional<SourceState> find(String text) {
        return Arrays.stream(SourceState.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(text))
                .findAny();
    }

    private static String shortened(String message) {
        String line = message.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(LONGEST_MESSAGE, line.length()));
    }
}
