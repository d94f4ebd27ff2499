// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.DetectorSession;
import java.util.Map;

/** Audio to frames to scores, five times a second. Allocates nothing but evidence. */
final class BeeperSession implements DetectorSession {
    private static final int FRAMES_PER_WINDOW = SteadyBeep.FRAMES_PER_SECOND / 5;
    private static final double[] BAND = {400, 4_600};

    private final ToneSpectrum spectrum;
    private final SteadyBeep beep;
    private final long[] after;
    private final float[] scores;
    private final float[] frame;
    private final float[] tones;
    private final int hop;
    private int filled;
    private long frames;
    private long windowEnd;
    private int level = -1;

    /**
     * @param seconds after which each label is true, the shortest first
     */
    BeeperSession(int sampleRate, int... seconds) {
        spectrum = new ToneSpectrum(sampleRate, BAND);
        beep = new SteadyBeep(spectrum.tones());
        hop = Math.round((float) sampleRate / SteadyBeep.FRAMES_PER_SECOND);
        after = new long[seconds.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = (long) seconds[i] * SteadyBeep.FRAMES_PER_SECOND;
        }
        scores = new float[after.length];
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
                spectrum.transform(frame, tones);
                beep.add(tones);
                filled = frame.length - hop;
                System.arraycopy(frame, hop, frame, 0, filled);
                if (++frames % FRAMES_PER_WINDOW == 0) {
                    window(sink);
                }
            }
        }
    }

    private void window(ScoreSink sink) {
        beep.check();
        int now = level();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i == now ? BeeperDetector.PROVISIONAL : 0;
        }
        if (now > level) {
            sink.began(now, beep.begin() * hop);
            sink.evidence(
                    now,
                    Map.of(
                            "frequency_hz",
                            (double) Math.round(spectrum.frequency(beep.pitch())),
                            "sounding_s",
                            (double) beep.frames() / SteadyBeep.FRAMES_PER_SECOND));
        }
        level = now;
        long end = windowEnd + (long) FRAMES_PER_WINDOW * hop;
        sink.scores(windowEnd, end, scores);
        windowEnd = end;
    }

    /** The last label that is true; -1 for none. */
    private int level() {
        int last = -1;
        for (int i = 0; i < after.length; i++) {
            last = beep.frames() >= after[i] ? i : last;
        }
        return last;
    }

    @Override
    public void close() {}
}
