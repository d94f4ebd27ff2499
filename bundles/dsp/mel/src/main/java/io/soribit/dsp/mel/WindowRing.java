// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import io.soribit.api.FeatureStream.WindowSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Keeps the latest features and emits a window of them every stride. Not thread-safe. */
final class WindowRing {
    private final float[] ring;
    private final FloatBuffer window;
    private final long stride;
    private final long strideSamples;
    private int next;
    private long missing;
    private long windows;

    /**
     * @param size floats in a window
     * @param stride floats from the start of a window to the start of the next
     * @param strideSamples the same in samples
     */
    WindowRing(int size, long stride, long strideSamples) {
        ring = new float[size];
        window =
                ByteBuffer.allocateDirect(size * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        this.stride = stride;
        this.strideSamples = strideSamples;
        missing = size;
    }

    int size() {
        return ring.length;
    }

    void append(float[] values, int offset, int length, WindowSink sink) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = (int) Math.min(missing, Math.min(left, ring.length - next));
            System.arraycopy(values, from, ring, next, count);
            from += count;
            left -= count;
            next = next + count == ring.length ? 0 : next + count;
            missing -= count;
            if (missing == 0) {
                missing = stride;
                handOver(sink);
            }
        }
    }

    private void handOver(WindowSink sink) {
        window.clear();
        window.put(ring, next, ring.length - next).put(ring, 0, next).flip();
        sink.window(windows++ * strideSamples, window);
    }
}
