// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.house;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One sound in one room, however many sources and detectors hear it. */
final class RoomEvent {
    private static final float SCORE_STEP = 0.05f;
    private static final float LEVEL_STEP = 3;

    private final String id;
    private final Set<Object> active = new HashSet<>();
    private final Report first;
    private final Instant onset;
    private Report best;
    private float levelDb;
    private Map<String, Double> evidence;
    private Duration lastEnd;

    /**
     * @param onset the wall time of its onset
     */
    RoomEvent(String id, Report first, Instant onset) {
        this.id = id;
        this.first = first;
        this.onset = onset;
        best = first;
        levelDb = first.levelDb();
        evidence = first.evidence();
        lastEnd = first.onset();
        active.add(first.key());
    }

    /** Takes what was heard; returns the phase to publish, if any. */
    @Nullable Phase merge(Report report) {
        boolean louder = report.levelDb() >= levelDb + LEVEL_STEP;
        boolean surer = report.score() >= best.score() + SCORE_STEP;
        boolean proven = evidence.isEmpty() && !report.evidence().isEmpty();
        evidence = report.evidence().isEmpty() ? evidence : report.evidence();
        best = report.score() > best.score() ? report : best;
        levelDb = Math.max(levelDb, report.levelDb());
        Duration end = report.end();
        if (end == null) {
            active.add(report.key());
            return louder || surer || proven ? Phase.UPDATE : null;
        }
        active.remove(report.key());
        endAt(end);
        return active.isEmpty() ? Phase.END : null;
    }

    /** A reading of the monotonic clock. */
    Duration onset() {
        return first.onset();
    }

    void endAt(Duration end) {
        lastEnd = end.compareTo(lastEnd) > 0 ? end : lastEnd;
    }

    SoundEvent event(Phase phase) {
        return new SoundEvent(
                id,
                phase,
                false,
                List.of(first.room()),
                first.sound(),
                onset,
                phase == Phase.END ? onset.plus(lastEnd).minus(first.onset()) : null,
                best.score(),
                best.alternatives(),
                levelDb,
                best.detector(),
                best.model(),
                first.latency(),
                evidence);
    }
}
