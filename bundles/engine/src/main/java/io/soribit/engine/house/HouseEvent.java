// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.house;

import io.soribit.api.Phase;
import io.soribit.api.Rooms;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One sound in the house, in however many rooms of a zone. */
final class HouseEvent {
    private final String id;
    private final Map<String, SoundEvent> rooms = new LinkedHashMap<>();
    private final Set<String> active = new HashSet<>();
    private final Sound sound;
    private final String zone;
    private final Duration firstOnset;

    /**
     * @param onset of its first room, a reading of the monotonic clock
     */
    HouseEvent(String id, SoundEvent first, Duration onset) {
        this.id = id;
        sound = first.sound();
        zone = Rooms.zone(first.room());
        firstOnset = onset;
        put(first);
    }

    /** Whether what starts in a room is this sound, which lasts: by the monotonic clock. */
    boolean joins(SoundEvent start, Duration onset) {
        return start.sound().id().equals(sound.id())
                && Rooms.zone(start.room()).equals(zone)
                && Reach.isOne(sound, onset.minus(firstOnset));
    }

    void put(SoundEvent event) {
        rooms.put(event.room(), event);
        if (event.phase() == Phase.END) {
            active.remove(event.id());
        } else {
            active.add(event.id());
        }
    }

    boolean over() {
        return active.isEmpty();
    }

    SoundEvent event(Phase phase) {
        List<SoundEvent> loudest =
                rooms.values().stream()
                        .sorted(Comparator.comparingDouble(SoundEvent::levelDb).reversed())
                        .toList();
        SoundEvent lead = loudest.get(0);
        Instant onset = lead.onset();
        Instant end = lead.onset();
        float score = lead.score();
        for (SoundEvent event : loudest) {
            onset = event.onset().isBefore(onset) ? event.onset() : onset;
            score = Math.max(score, event.score());
            Instant roomEnd = event.end();
            end = roomEnd != null && roomEnd.isAfter(end) ? roomEnd : end;
        }
        return new SoundEvent(
                id,
                phase,
                true,
                loudest.stream().map(SoundEvent::room).toList(),
                lead.sound(),
                onset,
                phase == Phase.END ? end : null,
                score,
                lead.alternatives(),
                lead.levelDb(),
                lead.detector(),
                lead.model(),
                lead.latency(),
                loudest.stream()
                        .map(SoundEvent::evidence)
                        .filter(evidence -> !evidence.isEmpty())
                        .findFirst()
                        .orElse(Map.of()));
    }
}
