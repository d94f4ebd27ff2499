// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import static java.util.stream.Collectors.groupingBy;

import io.soribit.api.Rooms;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the rooms periodically, and returns the events to raise. A room is checked while it has a
 * source or is expected; if there is none to check and nothing hears, the house is not heard. Not
 * thread-safe.
 */
final class AbsenceMonitor {
    /** A machine that slept is not silence. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    private final AbsenceTimeouts timeouts;
    private final Clock wall;
    private final MonotonicClock clock;
    private final Map<String, Room> rooms = new TreeMap<>();
    private final Room house = new Room(Rooms.HOUSE);
    private @Nullable Duration last;

    AbsenceMonitor(AbsenceTimeouts timeouts, Clock wall, MonotonicClock clock) {
        this.timeouts = timeouts;
        this.wall = wall;
        this.clock = clock;
    }

    /**
     * One check; to be called every two seconds or so.
     *
     * @param sources null while the engine is not running: then no room is heard
     * @param expected rooms that should be heard
     */
    List<SoundEvent> check(@Nullable List<SourceStatus> sources, Set<String> expected) {
        Instant now = wall.instant();
        Duration step = step();
        List<SoundEvent> events = new ArrayList<>();
        Map<String, List<SourceStatus>> byRoom =
                Stream.ofNullable(sources)
                        .flatMap(List::stream)
                        .filter(source -> !source.room().isEmpty())
                        .collect(groupingBy(SourceStatus::room));
        if (sources != null) {
            removeOthers(byRoom.keySet(), expected, now, events);
        }
        expected.forEach(name -> rooms.computeIfAbsent(name, Room::new));
        byRoom.keySet().forEach(name -> rooms.computeIfAbsent(name, Room::new));
        rooms.forEach((name, room) -> room.check(byRoom.getOrDefault(name, List.of()), step));
        house.check(!isNothingHeard(sources), step);
        Stream.concat(rooms.values().stream(), Stream.of(house))
                .forEach(room -> add(events, room.event(timeouts, now)));
        return events;
    }

    private void removeOthers(
            Set<String> present, Set<String> expected, Instant now, List<SoundEvent> events) {
        rooms.entrySet()
                .removeIf(
                        entry -> {
                            boolean gone =
                                    !present.contains(entry.getKey())
                                            && !expected.contains(entry.getKey());
                            if (gone) {
                                add(events, entry.getValue().end(now));
                            }
                            return gone;
                        });
    }

    /** No source, and no room whose own alert says so. */
    private boolean isNothingHeard(@Nullable List<SourceStatus> sources) {
        return (sources == null || sources.isEmpty())
                && rooms.keySet().stream().allMatch(timeouts::isIgnored);
    }

    /** Ends all alerts. */
    List<SoundEvent> end() {
        Instant now = wall.instant();
        return Stream.concat(rooms.values().stream(), Stream.of(house))
                .map(room -> room.end(now))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Another alert service is there from now on, which knows of no alert. */
    void forget() {
        rooms.values().forEach(Room::forget);
        house.forget();
    }

    private Duration step() {
        Duration now = clock.now();
        Duration before = last;
        last = now;
        if (before == null) {
            return Duration.ZERO;
        }
        Duration step = now.minus(before);
        return step.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : step;
    }

    private static void add(List<SoundEvent> events, @Nullable SoundEvent event) {
        if (event != null) {
            events.add(event);
        }
    }
}
