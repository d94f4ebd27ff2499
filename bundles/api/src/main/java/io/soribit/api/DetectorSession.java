// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/** A detector at work on one source. Not thread-safe. */
public interface DetectorSession extends AutoCloseable {
    /**
     * Takes the next mono samples in [-1, 1] and hands over each scored window before it returns.
     */
    void write(float[] samples, int offset, int length, ScoreSink sink);

    @Override
    void close();

    /** Receives scores on the thread that writes. */
    @FunctionalInterface
    interface ScoreSink {
        /**
         * A window was scored.
         *
         * @param start first sample of the window, counted from the first sample written
         * @param end sample after its last
         * @param scores one in [0, 1] per label; valid during the call only
         */
        void scores(long start, long end, float[] scores);
    }
}
