// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.DetectorSession;
import io.soribit.common.resample.RateRatio;
import io.soribit.common.resample.ResampledWriter;
import io.soribit.common.resample.Sharpness;
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
    private final ResampledWriter<ScoreSink> writer;
    private final ScoreSink converter = new Converter();

    private ResampledSession(DetectorSession target, RateRatio ratio) {
        this.target = target;
        writer =
                new ResampledWriter<>(
                        ratio,
                        Sharpness.SOFT,
                        NONE,
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
        writer.write(samples, offset, length, sink);
    }

    @Override
    public void close() {
        target.close();
    }

    /** Passes results on, with written samples as positions. */
    private final class Converter implements ScoreSink {
        @Override
        public void scores(long start, long end, float[] scores) {
            writer.sink().scores(writer.position(start), writer.position(end), scores);
        }

        @Override
        public void began(int label, long sample) {
            writer.sink().began(label, writer.position(sample));
        }

        @Override
        public void evidence(int label, Map<String, Double> evidence) {
            writer.sink().evidence(label, evidence);
        }
    }
}
