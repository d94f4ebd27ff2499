// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.time.Instant;

/** From samples of a stream to wall time. Thread-safe. */
public final class Timeline {
    private static final long MOST_DRIFT_MILLIS = 1_000;

    private final int sampleRate;
    private volatile long originMillis;

    public Timeline(int sampleRate, long originMillis) {
        this.sampleRate = sampleRate;
        this.originMillis = originMillis;
    }

    /**
     * Says when the last sample so far arrived, for a live stream: it is believed where it differs
     * by more than a second.
     */
    public void arrived(long written, long nowMillis) {
        long actual = nowMillis - written * 1_000 / sampleRate;
        if (Math.abs(actual - originMillis) > MOST_DRIFT_MILLIS) {
            originMillis = actual;
        }
    }

    /** The wall time of a sample. */
    public Instant at(long sample) {
        long seconds = sample / sampleRate;
        long nanos = (sample % sampleRate) * 1_000_000_000L / sampleRate;
        return Instant.ofEpochMilli(originMillis).plusSeconds(seconds).plusNanos(nanos);
    }
}
