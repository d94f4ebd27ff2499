// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.time.Duration;

/**
 * For how long nothing but digital silence has come. The noise of any living microphone moves its
 * samples by more than one step of 16 bits, also in a silent room; a muted or dead one gives zeros,
 * or another number that stays. Not thread-safe.
 */
final class SilenceDetector {
    private static final float STEP = 1.5f / 32_768;

    private float lowest;
    private float highest;
    private long nanos;

    /** Takes the next samples. */
    void add(float[] mono, int count, int sampleRate) {
        int since = 0;
        for (int i = 0; i < count; i++) {
            float low = Math.min(lowest, mono[i]);
            float high = Math.max(highest, mono[i]);
            if (high - low <= STEP) {
                lowest = low;
                highest = high;
            } else {
                lowest = mono[i];
                highest = mono[i];
                nanos = 0;
                since = i + 1;
            }
        }
        nanos += (count - since) * 1_000_000_000L / sampleRate;
    }

    /** Whether it has lasted for a time; never if that is zero. */
    boolean lasts(Duration time) {
        return !time.isZero() && nanos >= time.toNanos();
    }
}
