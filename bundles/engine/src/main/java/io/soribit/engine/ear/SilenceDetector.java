// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import io.soribit.api.AudioFormat;
import java.time.Duration;

/**
 * For how long nothing but digital silence has come on any channel. The noise of any living
 * microphone moves its samples by more than one step of 16 bits, also in a silent room; a muted or
 * dead one gives zeros, or another number that stays. Not thread-safe.
 */
final class SilenceDetector {
    private static final float STEP = 1.5f / 32_768;

    private float[] lowest = {};
    private float[] highest = {};
    private long nanos;

    /** Takes the next samples as they come from the source. */
    void add(float[] interleaved, int count, AudioFormat format) {
        int channels = format.channels();
        if (lowest.length != channels) {
            lowest = new float[channels];
            highest = new float[channels];
        }
        int since = 0;
        for (int i = 0; i < count; i++) {
            int channel = i % channels;
            float sample = Float.isFinite(interleaved[i]) ? interleaved[i] : 0;
            float low = Math.min(lowest[channel], sample);
            float high = Math.max(highest[channel], sample);
            if (high - low <= STEP) {
                lowest[channel] = low;
                highest[channel] = high;
            } else {
                lowest[channel] = sample;
                highest[channel] = sample;
                nanos = 0;
                since = i + 1;
            }
        }
        nanos += (count - since) / channels * 1_000_000_000L / format.sampleRate();
    }

    /** Whether it has lasted for a time; never if that is zero. */
    boolean lasts(Duration time) {
        return !time.isZero() && nanos >= time.toNanos();
    }
}
