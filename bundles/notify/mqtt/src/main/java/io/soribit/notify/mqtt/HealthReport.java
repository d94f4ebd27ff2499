// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.room.RoomHealth;
import io.soribit.common.room.RoomTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the health of each room and of the hub every 10 s, and a room's change of state at
 * once. Not retained: health must never outlive the hub.
 */
final class HealthReport {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final String NO_ENGINE =
            "the engine is not running: start or update the bundle io.soribit.engine";

    private record Since(SourceState state, Instant time) {}

    private final MessageBus bus;
    private final Map<String, Since> states = new HashMap<>();
    private @Nullable Duration last;

    HealthReport(MessageBus bus) {
        this.bus = bus;
    }

    /**
     * Publishes what is due. To be called every second or so.
     *
     * @param hearing null if the engine is not running: all rooms are lost
     * @param sources the health of the rooms by name
     * @param history whether alerts are recorded
     * @param uptime of the hub, which is monotonic
     * @param now time of day, for people
     */
    void report(
            @Nullable Hearing hearing,
            Map<String, RoomHealth> sources,
            boolean history,
            Duration uptime,
            Instant now) {
        Map<String, RoomHealth> rooms = hearing == null ? lost() : sources;
        states.keySet().retainAll(rooms.keySet());
        boolean due = bus.connected() && (last == null || uptime.minus(last).compareTo(EVERY) >= 0);
        rooms.forEach(
                (room, health) -> {
                    Since before = states.get(room);
                    boolean changed = before == null || before.state != health.state();
                    if (changed) {
                        states.put(room, new Since(health.state(), now));
                    }
                    if (due || (changed && bus.connected())) {
                        @Nullable String model = hearing == null ? null : hearing.model(room);
                        String topic = bus.root() + "/" + RoomTopics.level(room) + "/health";
                        publish(topic, room(room, health, model, now));
                    }
                });
        if (due) {
            last = uptime;
            publish(bus.root() + "/health", hub(hearing, history, uptime, now));
        }
    }

    private Map<String, RoomHealth> lost() {
        Map<String, RoomHealth> lost = new TreeMap<>();
        states.keySet().forEach(room -> lost.put(room, RoomHealth.lost(NO_ENGINE)));
        return lost;
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
        SourceStatus.Reception reception = room.reception();
        json.put("received_s", reception.seconds());
        json.put("lost_packets", reception.lostPackets());
        json.put("reconnects", reception.reconnects());
        Double drift = reception.driftPpm();
        json.put("drift_ppm", drift == null ? null : Math.round(drift));
        json.put("model", model);
        json.put("message", room.message());
        return json;
    }

    private ObjectNode hub(
            @Nullable Hearing hearing, boolean history, Duration uptime, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("time", now.toString());
        json.put("uptime_s", uptime.toSeconds());
        json.put("model", hearing == null ? null : hearing.model());
        json.put("history", history);
        ObjectNode rooms = json.putObject("rooms");
        new TreeMap<>(states).forEach((room, since) -> rooms.put(room, lower(since.state)));
        return json;
    }

    private void publish(String topic, ObjectNode json) {
        if (!bus.instance().isEmpty()) {
            json.put("instance", bus.instance());
        }
        bus.publish(topic, json.toString(), 0, false);
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Math.round(Duration.between(from, to).toMillis() / 100.0) / 10.0);
    }

    private static String lower(SourceState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
