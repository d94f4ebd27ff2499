// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import io.soribit.api.AudioFormat;
import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEnd;
import io.soribit.api.FrontEndSpec;
import java.time.Duration;
import org.osgi.service.component.annotations.Component;

/** Windows of {@code samples} samples at {@code sampleRate}, for models that take audio itself. */
@Component(property = "type=" + WaveformFrontEnd.TYPE)
public final class WaveformFrontEnd implements FrontEnd {
    static final String TYPE = "waveform";

    private static final int MAX_SAMPLES = 1 << 24;

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public FeatureStream open(FrontEndSpec spec, int sampleRate, Duration hop) {
        int writtenRate = new AudioFormat(sampleRate, 1).sampleRate();
        SpecEntries entries = new SpecEntries(spec);
        int targetRate = entries.integer("sampleRate", 4_000, 384_000);
        int samples = entries.integer("samples", 1, MAX_SAMPLES);
        FeatureStream stream = new WaveformStream(samples, Strides.of(hop, targetRate, 1));
        return ResampledStream.of(stream, writtenRate, targetRate);
    }
}
