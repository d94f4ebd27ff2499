// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.house;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes one event of what the sources and detectors of a room hear of one sound: it starts with the
 * first and ends with the last. Not thread-safe.
 */
public final class RoomFusion {
    private static final Set<String> UNKNOWN = Set.of("lasting_beep", "unknown_alarm");
    private static final List<String> KNOWN = List.of("smoke_alarm", "co_alarm");

    private record Key(String room, String sound) {}

    private final Supplier<String> ids;
    private final Function<Duration, Instant> wallTime;
    private final BiConsumer<SoundEvent, Duration> out;
    private final Map<Key, RoomEvent> events = new LinkedHashMap<>();
    private final LoudSounds loudSounds = new LoudSounds();

    /**
     * @param wallTime from the times of reports to those of events
     * @param out receives the events, each with its onset in the time of reports
     */
    public RoomFusion(
            Supplier<String> ids,
            Function<Duration, Instant> wallTime,
            BiConsumer<SoundEvent, Duration> out) {
        this.ids = ids;
        this.wallTime = wallTime;
        this.out = out;
    }

    public void accept(Report report) {
        Key key = new Key(report.room(), report.sound().id());
        loudSounds.heard(report);
        RoomEvent event = events.get(key);
        if (event != null) {
            Phase phase = event.merge(report);
            if (phase == Phase.END) {
                events.remove(key);
            }
            if (phase != null) {
                out.accept(event.event(phase), event.onset());
            }
        } else if (report.phase() == Phase.START && !explained(report)) {
            event = new RoomEvent(ids.get(), report, wallTime.apply(report.onset()));
            events.put(key, event);
            out.accept(event.event(Phase.START), event.onset());
        }
    }

    private boolean explained(Report report) {
        if (UNKNOWN.contains(report.sound().id())) {
            return KNOWN.stream().anyMatch(a -> events.containsKey(new Key(report.room(), a)));
        }
        if (!LoudSounds.isOne(report)) {
            return false;
        }
        boolean active = events.keySet().stream().anyMatch(e -> e.room().equals(report.room()));
        return active || !loudSounds.accepts(report);
    }

    /** Ends all events. */
    public void endAll(Duration end) {
        for (RoomEvent event : events.values()) {
            event.endAt(end);
            out.accept(event.event(Phase.END), event.onset());
        }
        events.clear();
    }
}
