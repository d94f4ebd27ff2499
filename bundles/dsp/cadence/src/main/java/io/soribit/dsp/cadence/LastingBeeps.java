// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.DetectorSession.ScoreSink;
import java.util.Map;

/** Beeps that go on, by every second frame of a spectrum. Not thread-safe. */
final class LastingBeeps {
    private static final double[] BAND = {400, 4_600};
    private static final int EVERY = 100 / SteadyBeep.FRAMES_PER_SECOND;

    private final ToneBands bands;
    private final SteadyBeep beep;
    private final long[] after;
    private final float[] tones;
    private final int firstLabel;
    private final int hop;
    private long frames;
    private int level = -1;

    /**
     * @param hop samples from one frame to the next
     * @param firstLabel index of the first of its labels
     * @param seconds after which each label is true, the shortest first
     */
    LastingBeeps(ToneSpectrum spectrum, int hop, int firstLabel, int... seconds) {
        this.hop = hop;
        this.firstLabel = firstLabel;
        bands = new ToneBands(spectrum, BAND);
        beep = new SteadyBeep(bands.tones());
        after = new long[seconds.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = (long) seconds[i] * SteadyBeep.FRAMES_PER_SECOND;
        }
        tones = new float[bands.tones()];
    }

    /** Takes the next frame. */
    void frame() {
        if (frames++ % EVERY == 0) {
            bands.read(tones);
            beep.add(tones);
        }
    }

    /** Ends a window. */
    void window(float[] scores, ScoreSink sink) {
        beep.check();
        int now = level();
        for (int i = 0; i < after.length; i++) {
            scores[firstLabel + i] = i == now ? CadenceDetector.PROVISIONAL : 0;
        }
        if (now > level) {
            sink.began(firstLabel + now, beep.begin() * EVERY * hop);
            sink.evidence(
                    firstLabel + now,
                    Map.of(
                            "frequency_hz",
                            (double) Math.round(bands.frequency(beep.pitch())),
                            "sounding_s",
                            (double) beep.frames() / SteadyBeep.FRAMES_PER_SECOND));
        }
        level = now;
    }

    /** The last label that is true; -1 for none. */
    private int level() {
        int last = -1;
        for (int i = 0; i < after.length; i++) {
            last = beep.frames() >= after[i] ? i : last;
        }
        return last;
    }
}
