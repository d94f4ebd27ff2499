// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import org.jspecify.annotations.Nullable;

/**
 * Whether a live stream sends as many samples a second as its format says: one that sends 48000 as
 * 16000 is heard at a third of its pitch, in which no alarm is one. A burst after a delay is none:
 * two windows in a row have to agree. Not thread-safe.
 */
final class RateMonitor {
    static final long WINDOW_MILLIS = 15_000;

    /** Between any two rates that are usual and confused; what a clock drifts is far less. */
    private static final double LOWEST = 0.8;

    private static final double HIGHEST = 1.25;
    private static final double DIFFERENCE = 0.02;

    private final int sampleRate;
    private long begin;
    private long frames;
    private long lost;
    private double before = Double.NaN;
    private @Nullable String problem;

    /**
     * @param now when the stream was opened
     */
    RateMonitor(int sampleRate, long now) {
        this.sampleRate = sampleRate;
        begin = now;
    }

    /**
     * Takes what has come.
     *
     * @param count frames
     * @param lostPackets so far; where some are missing, too few samples are no wonder
     * @return what is wrong; null if nothing is known to be
     */
    @Nullable String arrived(int count, long lostPackets, long now) {
        frames += count;
        if (now - begin >= WINDOW_MILLIS) {
            judge((double) frames * 1_000 / (now - begin) / sampleRate, lostPackets);
            begin = now;
            frames = 0;
            lost = lostPackets;
        }
        return problem;
    }

    private void judge(double ratio, long lostPackets) {
        boolean wrong = ratio > HIGHEST || (ratio < LOWEST && lostPackets == lost);
        if (!wrong) {
            problem = null;
        } else if (Math.abs(ratio / before - 1) <= DIFFERENCE) {
            problem =
                    "it sends "
                            + Math.round(ratio * sampleRate / 100) * 100
                            + " samples a second instead of "
                            + sampleRate
                            + ", so that alarms are not known by their pitch: set its rate and"
                            + " channels to what it sends ('sample_rate', 'channels')"
                            + (ratio < 1 ? ", or see why it loses audio" : "");
        }
        before = wrong ? ratio : Double.NaN;
    }
}
