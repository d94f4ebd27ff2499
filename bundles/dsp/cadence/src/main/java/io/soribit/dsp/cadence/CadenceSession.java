// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.DetectorSession;
import java.time.Duration;

/** Audio to frames to scores, five times a second. Allocates nothing but evidence. */
final class CadenceSession implements DetectorSession {
    static final Duration WINDOW = Duration.ofMillis(200);

    private static final int FRAMES_PER_SECOND = 100;
    private static final int FRAMES_PER_WINDOW = 20;

    private final ToneSpectrum spectrum;
    private final ShrillTone shrill;
    private final ToneHistory history;
    private final AlarmTrack[] alarms;
    private final float[] scores;
    private final int hop;
    private final float[] frame;
    private final float[] tones;
    private int filled;
    private long windowEnd;

    CadenceSession(int sampleRate) {
        spectrum = new ToneSpectrum(sampleRate, ToneSpectrum.ALARMS);
        shrill = new ShrillTone(spectrum);
        hop = Math.round((float) sampleRate / FRAMES_PER_SECOND);
        history = new ToneHistory(spectrum.tones(), (double) sampleRate / hop);
        alarms = new AlarmTrack[CadenceDetector.ALARMS.size()];
        for (int i = 0; i < alarms.length; i++) {
            alarms[i] = new AlarmTrack(CadenceDetector.ALARMS.get(i), history, spectrum);
        }
        scores = new float[alarms.length];
        frame = new float[spectrum.size()];
        tones = new float[spectrum.tones()];
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
        spectrum.transform(frame, tones);
        shrill.add(tones);
        history.add(tones);
        for (int i = 0; i < alarms.length; i++) {
            boolean proven = alarms[i].update();
            if (alarms[i].score() > scores[i]) {
                sink.began(i, hop * Math.round(alarms[i].begin() * history.framesPerSecond()));
            }
            if (proven) {
                sink.evidence(i, alarms[i].evidence());
            }
            scores[i] = alarms[i].score();
        }
        if (history.count() % FRAMES_PER_WINDOW == 0) {
            long end = windowEnd + (long) FRAMES_PER_WINDOW * hop;
            if (shrill.take() >= FRAMES_PER_WINDOW / 2) {
                scores[0] = Math.max(scores[0], CadenceDetector.TONE);
            }
            sink.scores(windowEnd, end, scores);
            windowEnd = end;
        }
    }

    @Override
    public void close() {}
}
