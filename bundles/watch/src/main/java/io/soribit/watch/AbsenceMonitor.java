// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import static java.util.stream.Collectors.groupingBy;

import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the rooms again and again, and says what people should be received. A room that is taken
 * away while the hub hears was taken away on purpose. Not thread-safe.
 */
final class AbsenceMonitor {
    /** A clock that is set, or a machine that slept, is not silence. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    private final AbsenceTimeouts timeout;
    private final Clock clock;
    private final Map<String, Room> rooms = new TreeMap<>();
    private @Nullable Instant last;

    AbsenceMonitor(AbsenceTimeouts timeout, Clock clock) {
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Looks once; to be called every two seconds or so.
     *
     * @param sources null while the part that hears is not running: then no room is heard
     */
    List<SoundEvent> look(@Nullable List<SourceStatus> sources) {
        Instant now = clock.instant();
        Duration step = step(now);
        List<SoundEvent> news = new ArrayList<>();
        if (sources == null) {
            rooms.values().forEach(room -> room.look(List.of(), step));
        } else {
            Map<String, List<SourceStatus>> byRoom =
                    sources.stream()
                            .filter(source -> !source.room().isEmpty())
                            .collect(groupingBy(SourceStatus::room));
            rooms.entrySet()
                    .removeIf(
                            entry -> {
                                boolean gone = !byRoom.containsKey(entry.getKey());
                                if (gone) {
                                    add(news, entry.getValue().end(now));
                                }
                                return gone;
                            });
            byRoom.forEach((name, all) -> rooms.computeIfAbsent(name, Room::new).look(all, step));
        }
        rooms.values().forEach(room -> add(news, room.news(timeout, now)));
        return news;
    }

    /** Ends all that people were told of. */
    List<SoundEvent> end() {
        Instant now = clock.instant();
        return rooms.values().stream().map(room -> room.end(now)).filter(Objects::nonNull).toList();
    }

    /** Others are told from now on, who know of nothing. */
    void forget() {
        rooms.values().forEach(Room::forget);
    }

    private Duration step(Instant now) {
        Instant before = last;
        last = now;
        if (before == null || now.isBefore(before)) {
            return Duration.ZERO;
        }
        Duration step = Duration.between(before, now);
        return step.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : step;
    }

    private static void add(List<SoundEvent> news, @Nullable SoundEvent event) {
        if (event != null) {
            news.add(event);
        }
    }
}
