// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import io.soribit.api.AudioFormat;
import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEnd;
import io.soribit.api.FrontEndSpec;
import java.time.Duration;
import org.osgi.service.component.annotations.Component;

/**
 * Windows of {@code frames} x {@code bands} log-mel values, equal to librosa's, or to Kaldi's
 * filters where the scale is {@code kaldi}. A window covers {@code (frames - 1) * hop + fftSize}
 * samples.
 */
@Component(property = "type=" + LogMelFrontEnd.TYPE)
public final class LogMelFrontEnd implements FrontEnd {
    static final String TYPE = "log-mel";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public FeatureStream open(FrontEndSpec spec, int sampleRate, Duration hop) {
        int writtenRate = new AudioFormat(sampleRate, 1).sampleRate();
        MelSpec mel = MelSpec.of(spec);
        int stride = Strides.of(hop, mel.sampleRate(), mel.hop());
        FeatureStream stream = new LogMelStream(mel, new LogMelTransform(mel), stride);
        return ResampledStream.of(stream, writtenRate, mel.sampleRate());
    }
}
