// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import org.jspecify.annotations.Nullable;

/**
 * How fast the clock of a source is against that of the hub: the slope of the earliest arrivals, by
 * linear regression. Not thread-safe.
 */
final class Drift {
    /** Of ten seconds each: jitter of 50 ms is then an error of less than 100 ppm. */
    private static final int LEAST_POINTS = 30;

    private long points;
    private double sumX;
    private double sumY;
    private double sumXx;
    private double sumXy;

    /**
     * Takes the earliest arrival of a piece of the stream.
     *
     * @param seconds of audio so far
     * @param originMillis when its first sample would have arrived if the clocks were equal
     */
    void add(double seconds, long originMillis) {
        points++;
        sumX += seconds;
        sumY += originMillis;
        sumXx += seconds * seconds;
        sumXy += seconds * originMillis;
    }

    /** The stream was interrupted: what came before says nothing about what comes. */
    void reset() {
        points = 0;
        sumX = 0;
        sumY = 0;
        sumXx = 0;
        sumXy = 0;
    }

    /** In parts per million, positive if the source is fast; null for the first five minutes. */
    @Nullable Double ppm() {
        if (points < LEAST_POINTS) {
            return null;
        }
        double slope = (points * sumXy - sumX * sumY) / (points * sumXx - sumX * sumX);
        return -1_000 * slope;
    }
}
