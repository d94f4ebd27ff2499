// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import java.time.Duration;

/** Whether sound is cut off at full scale, and so is distorted. Not thread-safe. */
final class Clipping {
    private static final float FULL = 32_766 / 32_768f;

    /** One sample at full scale may be a loud sound; several in a row are a sound cut off. */
    private static final int RUN = 3;

    private static final double MOST = 0.001;
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final long period;
    private int run;
    private long clipped;
    private long count;

    /**
     * Watches samples.
     *
     * @param samplesPerSecond over all channels
     */
    Clipping(int samplesPerSecond) {
        period = samplesPerSecond * PERIOD.toSeconds();
    }

    /**
     * Takes the next samples.
     *
     * @return the clipped share of the last ten seconds, once they have passed and if it is more
     *     than 0.1 %; else 0
     */
    double add(float[] samples, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            run = Math.abs(samples[i]) >= FULL ? run + 1 : 0;
            if (run >= RUN) {
                clipped += run == RUN ? RUN : 1;
            }
        }
        count += length;
        if (count < period) {
            return 0;
        }
        double share = share();
        clipped = 0;
        count = 0;
        return share > MOST ? share : 0;
    }

    /** The clipped share of the samples since the last period ended. */
    double share() {
        return count == 0 ? 0 : (double) clipped / count;
    }
}
