// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import io.soribit.api.AudioFormat;
import java.time.Duration;
import java.util.Arrays;

/**
 * For how long the same piece of sound has been repeated exactly, as a driver does that is stuck on
 * its last buffer. No living microphone gives the same 64 samples twice; signals of few values,
 * which may, are not judged. Looks at the first channel. Not thread-safe.
 */
final class Repetition {
    private static final int LENGTH = 64;
    private static final int LEAST_VALUES = 24;
    private static final double LONGEST_SECONDS = 0.75;
    private static final double LOUD = 3e-4; // mean square, -35 dB

    private final float[] recent = new float[LENGTH];
    private final float[] pattern = new float[LENGTH];
    private final float[] sorted = new float[LENGTH];
    private int at;
    private int wait = LENGTH;
    private int age;
    private int lag;
    private long repeated;
    private double energy;
    private int sampleRate = 1;

    /** Takes the next samples as they come from the source. */
    void add(float[] interleaved, int count, AudioFormat format) {
        sampleRate = format.sampleRate();
        for (int i = 0; i < count; i += format.channels()) {
            recent[at] = interleaved[i];
            energy += interleaved[i] * interleaved[i];
            at = (at + 1) % LENGTH;
            if (wait == 0) {
                compare();
            } else if (--wait == 0) {
                take();
            }
        }
    }

    private void compare() {
        age++;
        if (lag > 0 && age < lag) {
            return;
        }
        if (isPattern()) {
            lag = age;
            repeated += lag;
            age = 0;
        } else if (lag > 0 || age >= LONGEST_SECONDS * sampleRate) {
            take();
        }
    }

    private boolean isPattern() {
        for (int i = LENGTH - 1; i >= 0; i--) {
            if (pattern[i] != recent[(at + i) % LENGTH]) {
                return false;
            }
        }
        return true;
    }

    /** Looks for what came last from now on, if it is distinctive, or for what comes next. */
    private void take() {
        for (int i = 0; i < LENGTH; i++) {
            pattern[i] = recent[(at + i) % LENGTH];
        }
        lag = 0;
        repeated = 0;
        energy = 0;
        age = 0;
        wait = isDistinctive() ? 0 : LENGTH;
    }

    private boolean isDistinctive() {
        System.arraycopy(pattern, 0, sorted, 0, LENGTH);
        Arrays.sort(sorted);
        int values = 1;
        for (int i = 1; i < LENGTH; i++) {
            values += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return values >= LEAST_VALUES;
    }

    /** Whether it has lasted for a time and is not loud; never if that is zero. */
    boolean lasts(Duration time) {
        return !time.isZero()
                && repeated * 1_000_000_000L / sampleRate >= time.toNanos()
                && energy < LOUD * (repeated + age);
    }
}
