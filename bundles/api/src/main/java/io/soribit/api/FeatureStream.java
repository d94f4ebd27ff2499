// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.nio.FloatBuffer;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Audio in, windows of features out. Each sample is transformed once, however much the windows
 * overlap, and nothing is allocated in steady state. Not thread-safe.
 */
@ConsumerType
public interface FeatureStream extends AutoCloseable {
    /**
     * Floats in one window.
     *
     * @return the product of the shape of a window, for example 96 frames x 64 bands
     */
    int windowSize();

    /**
     * Samples (at the rate that is written) that one window covers.
     *
     * @return more than zero
     */
    int windowSamples();

    /**
     * Takes the next mono samples and hands over each window that they complete, in order, before
     * it returns.
     *
     * @param samples mono samples in [-1, 1]
     * @param offset index of the first sample to take
     * @param length samples to take
     * @param sink receives the windows, on this thread
     */
    void write(float[] samples, int offset, int length, WindowSink sink);

    @Override
    void close();

    /** Receives windows on the thread that writes. */
    @FunctionalInterface
    @ProviderType
    interface WindowSink {
        /**
         * A window is complete.
         *
         * @param start first sample of the window, counted from the first sample written
         * @param features the window, from its position to its limit, in native byte order and
         *     usually direct; valid during the call only
         */
        void window(long start, FloatBuffer features);
    }
}
