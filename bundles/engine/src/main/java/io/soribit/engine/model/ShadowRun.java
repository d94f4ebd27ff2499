// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.ModelException;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.score.InstalledDetector;
import io.soribit.engine.score.ShadowScene;
import io.soribit.engine.window.HopWidening;
import io.soribit.engine.window.StageTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A model scores what the rooms have just heard and what they hear now, beside the active one:
 * whether it can, whether both hear the same, and whether this machine keeps up. Its scores count
 * for nothing. Used by one thread.
 */
final class ShadowRun {
    private static final double PAST_SECONDS = 8;
    private static final double LIVE_SECONDS = 1.5;
    private static final long TIMEOUT_NANOS = 3_500_000_000L;
    private static final long PAUSE_NANOS = 10_000_000;

    private final InstalledDetector next;
    private final ShadowScene scene;
    private final double beside;

    /**
     * @param beside nanoseconds of each window for the model that will hear with it
     */
    ShadowRun(InstalledDetector next, ShadowScene scene, double beside) {
        this.next = next;
        this.scene = scene;
        this.beside = beside;
    }

    /**
     * Takes a few seconds if audio is live.
     *
     * @param threads that score
     * @return how it went, one clause
     * @throws ModelException if it failed, was removed, or is too slow for the rooms
     */
    String over(int threads) throws ModelException {
        List<ShadowLane> lanes = new ArrayList<>();
        StageTimes times = next.times();
        try {
            for (Segment segment : scene.segments()) {
                lanes.add(
                        new ShadowLane(
                                next,
                                scene.current(),
                                segment,
                                scene.hop(),
                                PAST_SECONDS,
                                scene.ontology()));
            }
            long deadline = System.nanoTime() + TIMEOUT_NANOS;
            while (advance(lanes) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } finally {
            lanes.forEach(ShadowLane::close);
        }
        int live = (int) scene.segments().stream().filter(Segment::live).count();
        double window = times.medianNanos() + beside;
        double enough = HopWidening.ENOUGH * threads * scene.hop().toNanos();
        double room = Math.max(0, enough - scene.elsewhere()) / Math.max(1, live);
        if (window > room) {
            throw new ModelException(
                    "model %s is too slow for this hub: a window takes %.1f ms, and %d rooms leave %.1f ms for it; use a smaller variant"
                            .formatted(next.name(), window / 1e6, live, room / 1e6));
        }
        return report(lanes, window);
    }

    private boolean advance(List<ShadowLane> lanes) throws ModelException {
        boolean waiting = false;
        for (ShadowLane lane : lanes) {
            waiting |= lane.advance(LIVE_SECONDS);
        }
        return waiting;
    }

    private String report(List<ShadowLane> lanes, double windowNanos) {
        int windows = lanes.stream().mapToInt(ShadowLane::windows).sum();
        int same = lanes.stream().mapToInt(ShadowLane::same).sum();
        if (windows == 0) {
            return "nothing to compare yet";
        }
        @Nullable InstalledDetector current = scene.current();
        return current == null
                ? "%d windows, %.2f ms each".formatted(windows, windowNanos / 1e6)
                : "same sounds as %s in %d of %d windows, %.2f ms each"
                        .formatted(current.name(), same, windows, windowNanos / 1e6);
    }
}
