// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Publishes what has changed in how the hub hears. */
final class HearingReport implements AutoCloseable {
    private static final float LEVEL_STEP_DB = 0.5f;
    private static final Duration LEVEL_REPEAT = Duration.ofSeconds(10);

    private record Level(float db, Instant published) {}

    private final MessageBus bus;
    private final MessageBus.Subscription own;
    private final Map<String, SourceState> states = new TreeMap<>();
    private final Map<String, Level> levels = new HashMap<>();
    private String model = "";

    HearingReport(MessageBus bus) {
        this.bus = bus;
        own = bus.subscribe(bus.root() + "/+/listening", this::onRetained);
    }

    /**
     * Looks at the hub and publishes what is new.
     *
     * @param hearing null while nothing listens: then all rooms are lost
     */
    synchronized void report(@Nullable Hearing hearing, Instant now) {
        Map<String, RoomHealth> rooms =
                hearing == null ? Map.of() : RoomHealth.of(hearing.sources());
        reportStates(rooms);
        reportLevels(rooms, now);
        reportModel(hearing == null ? null : hearing.model());
    }

    private void reportStates(Map<String, RoomHealth> rooms) {
        Map<String, SourceState> current = new TreeMap<>();
        rooms.forEach((room, health) -> current.put(room, health.state()));
        states.keySet().forEach(room -> current.putIfAbsent(room, SourceState.LOST));
        current.forEach(
                (room, state) -> {
                    if (states.put(room, state) != state) {
                        String text = state.name().toLowerCase(Locale.ROOT);
                        bus.publish(topic(room, "listening"), text, 1, true);
                    }
                });
    }

    private void reportLevels(Map<String, RoomHealth> rooms, Instant now) {
        Map<String, Float> loudest = new TreeMap<>();
        rooms.forEach(
                (room, health) -> {
                    if (health.flows()) {
                        loudest.put(room, health.levelDb());
                    }
                });
        levels.keySet().retainAll(loudest.keySet());
        loudest.forEach(
                (room, db) -> {
                    @Nullable Level last = levels.get(room);
                    // An old level is of no use to anybody: none is kept for a broker that is away.
                    if (bus.connected() && (last == null || isNews(last, db, now))) {
                        levels.put(room, new Level(db, now));
                        String text = String.format(Locale.ROOT, "%.1f", db);
                        bus.publish(topic(room, "level"), text, 0, false);
                    }
                });
    }

    private static boolean isNews(Level last, float db, Instant now) {
        return Math.abs(db - last.db) >= LEVEL_STEP_DB
                || !now.isBefore(last.published.plus(LEVEL_REPEAT));
    }

    /** An empty payload takes the retained state away: there is no model in charge. */
    private void reportModel(@Nullable String id) {
        String now = Objects.requireNonNullElse(id, "");
        if (!now.equals(model)) {
            model = now;
            bus.publish(bus.root() + "/model/state", now, 1, true);
        }
    }

    /** Takes away what an earlier run left of rooms that are no more. */
    private synchronized void onRetained(String topic, byte[] payload, boolean retained) {
        String room = topic.split("/", -1)[2];
        if (retained && payload.length > 0 && !states.containsKey(room)) {
            bus.publish(topic, "", 1, true);
        }
    }

    /** Says that nobody listens any more. */
    @Override
    public synchronized void close() {
        own.close();
        reportStates(Map.of());
    }

    private String topic(String room, String what) {
        return bus.root() + "/" + room + "/" + what;
    }
}
