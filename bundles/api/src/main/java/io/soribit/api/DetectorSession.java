// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** A detector at work on one source. Not thread-safe. */
@ConsumerType
public interface DetectorSession extends AutoCloseable {
    /**
     * Takes the next mono samples in [-1, 1] and hands over each scored window before it returns.
     *
     * @param samples mono samples at the rate of the session
     * @param offset index of the first sample to take
     * @param length samples to take
     * @param sink receives the scores, on this thread
     */
    void write(float[] samples, int offset, int length, ScoreSink sink);

    @Override
    void close();

    /** Receives scores on the thread that writes. */
    @FunctionalInterface
    @ProviderType
    interface ScoreSink {
        /**
         * A window was scored.
         *
         * @param start first sample of the window, counted from the first sample written
         * @param end sample after its last
         * @param scores one in [0, 1] per label; valid during the call only
         */
        void scores(long start, long end, float[] scores);

        /**
         * The onset of the sound behind a label's next scores, if the detector knows it more
         * precisely than its windows do; called before those scores.
         *
         * @param label index of the label
         * @param sample counted as the windows are
         */
        default void began(int label, long sample) {}

        /**
         * What a label's scores rest on from the next window on, as measured; called when it
         * changes.
         *
         * @param label index of the label
         * @param evidence quantities by name, their unit at the end, as in {@code frequency_hz}
         */
        default void evidence(int label, Map<String, Double> evidence) {}
    }
}
