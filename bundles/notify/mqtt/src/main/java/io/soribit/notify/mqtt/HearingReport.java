// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.common.room.RoomHealth;
import io.soribit.common.room.RoomTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what has changed in the state of hearing: states, levels, the active model. */
final class HearingReport implements AutoCloseable {
    /** A level is published when it changes by this much, or after {@link #LEVEL_REPEAT}. */
    private static final float LEVEL_STEP_DB = 3;

    private static final Duration LEVEL_REPEAT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(HearingReport.class);

    private record Level(float db, Duration published) {}

    private final MessageBus bus;
    private final RemovedRooms removed;
    private final Map<String, SourceState> states = new TreeMap<>();
    private final Map<String, Level> levels = new HashMap<>();
    private String model = "";

    HearingReport(MessageBus bus) {
        this.bus = bus;
        removed = new RemovedRooms(bus);
    }

    /**
     * Publishes what has changed.
     *
     * @param hearing null if the engine is not running: all rooms are lost
     * @param rooms the health of the rooms by name
     * @param now monotonic time
     */
    synchronized void report(
            @Nullable Hearing hearing, Map<String, RoomHealth> rooms, Duration now) {
        rooms.keySet().stream().filter(room -> !states.containsKey(room)).forEach(this::checkName);
        reportStates(rooms);
        reportLevels(rooms, now);
        reportModel(hearing == null ? null : hearing.model());
        if (hearing != null) {
            removed.look(List.copyOf(states.keySet()), now);
        }
    }

    private void checkName(String room) {
        if (!RoomTopics.level(room).equals(room.replace("/", "%2F"))) {
            LOG.warn(
                    "the room '{}' has a name that cannot be part of an MQTT topic: its topics are"
                            + " {}/...; give the source another room without + # and control"
                            + " characters",
                    room.replaceAll("\\p{Cntrl}", "?"),
                    bus.root() + "/" + RoomTopics.level(room));
        }
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

    private void reportLevels(Map<String, RoomHealth> rooms, Duration now) {
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
                    // An old level is useless: none is queued while there is no connection.
                    if (bus.connected() && (last == null || isDue(last, db, now))) {
                        levels.put(room, new Level(db, now));
                        String text = String.format(Locale.ROOT, "%.1f", db);
                        bus.publish(topic(room, "level"), text, 0, false);
                    }
                });
    }

    private static boolean isDue(Level last, float db, Duration now) {
        return Math.abs(db - last.db) >= LEVEL_STEP_DB
                || now.minus(last.published).compareTo(LEVEL_REPEAT) >= 0;
    }

    /** Without an active model an empty payload deletes the retained one. */
    private void reportModel(@Nullable String id) {
        String now = Objects.requireNonNullElse(id, "");
        if (!now.equals(model)) {
            model = now;
            bus.publish(bus.root() + "/model/state", now, 1, true);
        }
    }

    /** Publishes that all rooms are lost. */
    @Override
    public synchronized void close() {
        removed.close();
        reportStates(Map.of());
    }

    private String topic(String room, String what) {
        return bus.root() + "/" + RoomTopics.level(room) + "/" + what;
    }
}
