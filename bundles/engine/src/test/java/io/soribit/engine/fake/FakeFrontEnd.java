// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEnd;
import io.soribit.api.FrontEndSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A front end whose features are the samples of the window, four hops long if nothing is said. */
public final class FakeFrontEnd implements FrontEnd {
    public static final String TYPE = "samples";
    public static final int HOPS = 4;

    public final AtomicInteger open = new AtomicInteger();
    private final int size;
    private final String type;
    private final int hops;

    /**
     * @param size floats that each window gives: its first samples
     */
    public FakeFrontEnd(int size) {
        this(size, TYPE, HOPS);
    }

    /** Another type, with windows of so many hops. */
    public FakeFrontEnd(int size, String type, int hops) {
        this.size = size;
        this.type = type;
        this.hops = hops;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public FeatureStream open(FrontEndSpec spec, int sampleRate, Duration hop) {
        int hopSamples = (int) Math.round(hop.toNanos() * 1e-9 * sampleRate);
        open.incrementAndGet();
        return new Stream(hopSamples);
    }

    private final class Stream implements FeatureStream {
        private final float[] window;
        private final int hop;
        private final FloatBuffer features =
                ByteBuffer.allocateDirect(size * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        private int filled;
        private long start;
        private boolean closed;

        Stream(int hop) {
            this.hop = hop;
            window = new float[hops * hop];
        }

        @Override
        public int windowSize() {
            return size;
        }

        @Override
        public int windowSamples() {
            return window.length;
        }

        @Override
        public void write(float[] samples, int offset, int length, WindowSink sink) {
            if (closed) {
                throw new IllegalStateException("written after close");
            }
            for (int i = offset; i < offset + length; i++) {
                window[filled++] = samples[i];
                if (filled == window.length) {
                    features.clear();
                    features.put(window, 0, size).flip();
                    sink.window(start, features);
                    System.arraycopy(window, hop, window, 0, window.length - hop);
                    filled -= hop;
                    start += hop;
                }
            }
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}
