// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Publishes every 10 s how each room and the hub are doing, and a room's news at once. Not
 * retained: after the death of the hub nobody shall read that it was well.
 */
final class HealthReport {
    static final Duration EVERY = Duration.ofSeconds(10);
    private static final String NO_ENGINE =
            "the part that hears is not running: start or update the bundle io.soribit.engine";

    private record Since(SourceState state, Instant time) {}

    private final MessageBus bus;
    private final Instant started;
    private final Map<String, Since> states = new HashMap<>();
    private @Nullable Instant last;

    /**
     * @param started when the hub was
     */
    HealthReport(MessageBus bus, Instant started) {
        this.bus = bus;
        this.started = started;
    }

    /**
     * Looks at the hub, and publishes what is due. To be called every second or so.
     *
     * @param hearing null while nothing listens: then all rooms are lost
     * @param history whether there is a history of alerts
     */
    void report(@Nullable Hearing hearing, boolean history, Instant now) {
        Map<String, RoomHealth> rooms = rooms(hearing);
        states.keySet().retainAll(rooms.keySet());
        boolean due = bus.connected() && isDue(now);
        rooms.forEach(
                (room, health) -> {
                    Since before = states.get(room);
                    boolean news = before == null || before.state != health.state();
                    if (news) {
                        states.put(room, new Since(health.state(), now));
                    }
                    if (due || (news && bus.connected())) {
                        @Nullable String model = hearing == null ? null : hearing.model(room);
                        publish(room, room(room, health, model, now));
                    }
                });
        if (due) {
            last = now;
            publishHub(hub(hearing, history, now));
        }
    }

    private Map<String, RoomHealth> rooms(@Nullable Hearing hearing) {
        if (hearing != null) {
            return RoomHealth.of(hearing.sources());
        }
        Map<String, RoomHealth> lost = new TreeMap<>();
        states.keySet().forEach(room -> lost.put(room, RoomHealth.lost(NO_ENGINE)));
        return lost;
    }

    /** Also when the clock was set back. */
    private boolean isDue(Instant now) {
        Instant before = last;
        return before == null || now.isBefore(before) || !now.isBefore(before.plus(EVERY));
    }

    private ObjectNode room(String name, RoomHealth room, @Nullable String model, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("time", now.toString());
        json.put("room", name);
        json.put("state", lower(room.state()));
        Since since = states.get(name);
        json.put("since", (since == null ? now : since.time).toString());
        json.put("level_db", Math.round(room.levelDb() * 10) / 10.0);
        Instant scored = room.lastScored();
        json.put("last_scored", scored == null ? null : scored.toString());
        json.put("age_s", scored == null ? null : seconds(scored, now));
        json.put("hop", room.windows().hop());
        json.put("late", room.windows().late());
        json.put("dropped", room.windows().dropped());
        json.put("model", model);
        json.put("message", room.message());
        return json;
    }

    private ObjectNode hub(@Nullable Hearing hearing, boolean history, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("time", now.toString());
        json.put("uptime_s", Math.max(0, Duration.between(started, now).toSeconds()));
        json.put("model", hearing == null ? null : hearing.model());
        json.put("history", history);
        ObjectNode rooms = json.putObject("rooms");
        new TreeMap<>(states).forEach((room, since) -> rooms.put(room, lower(since.state)));
        return json;
    }

    private void publish(String room, ObjectNode json) {
        bus.publish(bus.root() + "/" + room + "/health", json.toString(), 0, false);
    }

    private void publishHub(ObjectNode json) {
        bus.publish(bus.root() + "/health", json.toString(), 0, false);
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Math.round(Duration.between(from, to).toMillis() / 100.0) / 10.0);
    }

    private static String lower(SourceState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
