// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Hears a smoke alarm in each quarter of a second whose first sample is below -0.5. */
public final class BeepDetector implements Detector {
    public final AtomicInteger open = new AtomicInteger();

    @Override
    public String id() {
        return "beeps";
    }

    @Override
    public List<String> labels() {
        return List.of("smoke_alarm");
    }

    @Override
    public Threshold thresholdOf(String label) {
        return new Threshold(0.5f, 0.4f);
    }

    @Override
    public DetectorSession open(int sampleRate, Duration hop) {
        open.incrementAndGet();
        return new Session(sampleRate / 4);
    }

    private final class Session implements DetectorSession {
        private final int window;
        private final float[] scores = new float[1];
        private long written;

        Session(int window) {
            this.window = window;
        }

        @Override
        public void write(float[] samples, int offset, int length, ScoreSink sink) {
            for (int i = offset; i < offset + length; i++) {
                if (written % window == 0) {
                    scores[0] = samples[i] < -0.5f ? 1 : 0;
                    if (scores[0] > 0) {
                        sink.evidence(0, Map.of("amplitude", (double) samples[i]));
                    }
                }
                written++;
                if (written % window == 0) {
                    sink.scores(written - window, written, scores);
                }
            }
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
