// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import io.soribit.api.FeatureStream;
import java.util.Objects;

/** Windows of samples as they are. */
final class WaveformStream implements FeatureStream {
    private final WindowRing ring;

    WaveformStream(int samples, int stride) {
        ring = new WindowRing(samples, stride, stride);
    }

    @Override
    public int windowSize() {
        return ring.size();
    }

    @Override
    public int windowSamples() {
        return ring.size();
    }

    @Override
    public void write(float[] samples, int offset, int length, WindowSink sink) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        ring.append(samples, offset, length, sink);
    }

    /** Nothing to release: memory is all it has. */
    @Override
    public void close() {}
}
