// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** From samples of a stream to readings of the monotonic clock. Thread-safe. */
public final class Timeline {
    private static final long MOST_DRIFT_MILLIS = 1_000;

    private static final int DRIFT_SECONDS = 10;

    private final int sampleRate;
    private final long firstMillis;
    private final Drift drift = new Drift();
    private volatile long originMillis;
    private volatile @Nullable Double driftPpm;
    private long least = Long.MAX_VALUE;
    private long judged;

    public Timeline(int sampleRate, long originMillis) {
        this.sampleRate = sampleRate;
        this.originMillis = originMillis;
        firstMillis = originMillis;
    }

    /**
     * Records when the last sample so far arrived, for a live stream, from one thread. Audio
     * arrives late or in time, never early: of ten seconds, the earliest arrival is believed, which
     * makes up for a sample clock that drifts. What differs by more than a second is believed at
     * once.
     */
    public void arrived(long written, long nowMillis) {
        long actual = nowMillis - written * 1_000 / sampleRate;
        least = Math.min(least, actual);
        if (Math.abs(actual - originMillis) > MOST_DRIFT_MILLIS) {
            believe(actual, written);
            drift.reset();
            driftPpm = null;
        } else if (written - judged >= (long) DRIFT_SECONDS * sampleRate) {
            drift.add((double) written / sampleRate, least - firstMillis);
            driftPpm = drift.ppm();
            believe(least, written);
        }
    }

    /** How much faster than the hub's the clock of the source is, in ppm; null while unknown. */
    public @Nullable Double driftPpm() {
        return driftPpm;
    }

    private void believe(long origin, long written) {
        originMillis = origin;
        least = Long.MAX_VALUE;
        judged = written;
    }

    /** When a sample sounded. */
    public Duration at(long sample) {
        long seconds = sample / sampleRate;
        long nanos = (sample % sampleRate) * 1_000_000_000L / sampleRate;
        return Duration.ofMillis(originMillis).plusSeconds(seconds).plusNanos(nanos);
    }
}
