// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.DetectorSession;
import io.soribit.common.resample.RateRatio;
import io.soribit.common.resample.Sharpness;
import io.soribit.common.resample.StreamResampler;
import java.util.Map;

/**
 * Feeds a session that runs at a lower rate than is written; positions are written samples. Tones
 * below 5 kHz need no more than 16 kHz, and a frame of that has a size whose transform allocates
 * nothing.
 */
final class ResampledSession implements DetectorSession {
    private static final int RATE = 16_000;
    private static final ScoreSink NONE = (start, end, scores) -> {};

    private final DetectorSession target;
    private final RateRatio ratio;
    private final StreamResampler resampler;
    private final ScoreSink converter = new Converter();
    private ScoreSink sink = NONE;

    private ResampledSession(DetectorSession target, RateRatio ratio) {
        this.target = target;
        this.ratio = ratio;
        resampler =
                new StreamResampler(
                        ratio,
                        Sharpness.SOFT,
                        (block, length) -> target.write(block, 0, length, converter));
    }

    /** A session for audio of a rate, which runs at no more than 16 kHz. */
    static DetectorSession of(int writtenRate, BeepSeconds seconds) {
        DetectorSession target = new CadenceSession(Math.min(writtenRate, RATE), seconds);
        return writtenRate <= RATE
                ? target
                : new ResampledSession(target, RateRatio.of(writtenRate, RATE));
    }

    @Override
    public void write(float[] samples, int offset, int length, ScoreSink sink) {
        this.sink = sink;
        try {
            resampler.write(samples, offset, length);
        } finally {
            this.sink = NONE;
        }
    }

    @Override
    public void close() {
        target.close();
    }

    /** Passes results on, with written samples as positions. */
    private final class Converter implements ScoreSink {
        @Override
        public void scores(long start, long end, float[] scores) {
            sink.scores(ratio.nearestInput(start), ratio.nearestInput(end), scores);
        }

        @Override
        public void began(int label, long sample) {
            sink.began(label, ratio.nearestInput(sample));
        }

        @Override
        public void evidence(int label, Map<String, Double> evidence) {
            sink.evidence(label, evidence);
        }
    }
}
