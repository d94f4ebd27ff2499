// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.DetectorSession;
import java.time.Duration;

/**
 * Audio to frames to scores, five times a second; each frame is transformed once, for alarms and
 * for beeps. Allocates nothing but evidence.
 */
final class CadenceSession implements DetectorSession {
    static final Duration WINDOW = Duration.ofMillis(200);

    private static final int FRAMES_PER_SECOND = 100;
    private static final int FRAMES_PER_WINDOW = 20;

    private final ToneSpectrum spectrum;
    private final AlarmTones alarms;
    private final LastingBeeps beeps;
    private final float[] scores;
    private final int hop;
    private final float[] frame;
    private int filled;
    private long frames;
    private long windowEnd;

    CadenceSession(int sampleRate, BeepSeconds seconds) {
        spectrum = new ToneSpectrum(sampleRate);
        hop = Math.round((float) sampleRate / FRAMES_PER_SECOND);
        alarms = new AlarmTones(spectrum, (double) sampleRate / hop, hop);
        int first = CadenceDetector.ALARMS.size();
        beeps = new LastingBeeps(spectrum, hop, first, seconds.urgent(), seconds.emergency());
        scores = new float[CadenceDetector.LABELS.size()];
        frame = new float[spectrum.size()];
    }

    @Override
    public void write(float[] samples, int offset, int length, ScoreSink sink) {
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, frame.length - filled);
            System.arraycopy(samples, offset + done, frame, filled, count);
            done += count;
            filled += count;
            if (filled == frame.length) {
                frame(sink);
                filled = frame.length - hop;
                System.arraycopy(frame, hop, frame, 0, filled);
            }
        }
    }

    private void frame(ScoreSink sink) {
        spectrum.transform(frame);
        alarms.frame(scores, sink);
        beeps.frame();
        if (++frames % FRAMES_PER_WINDOW == 0) {
            alarms.window(FRAMES_PER_WINDOW, scores);
            beeps.window(scores, sink);
            long end = windowEnd + (long) FRAMES_PER_WINDOW * hop;
            sink.scores(windowEnd, end, scores);
            windowEnd = end;
        }
    }

    @Override
    public void close() {}
}
