// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * In how many frames one steady tone stood out that is as high as those of most smoke alarms.
 * Rings, reversing warnings and ovens are lower. Not thread-safe.
 */
final class ShrillTone {
    private static final double LOWEST_HZ = 2_150;
    private static final int NEAR = 2;
    private static final float FAINTEST = 1e-9f;

    private final ToneBands bands;
    private final ToneRhythm rhythm = new ToneRhythm();
    private int last;
    private int frames;

    ShrillTone(ToneBands bands) {
        this.bands = bands;
    }

    /** Takes the next frame: the power of each tone. */
    void add(float[] tones) {
        int loudest = 0;
        float all = 0;
        for (int i = 0; i < tones.length; i++) {
            loudest = tones[i] > tones[loudest] ? i : loudest;
            all += tones[i];
        }
        boolean steady = Math.abs(loudest - last) <= 1;
        last = loudest;
        float tone = around(tones, loudest);
        boolean one = steady && all > FAINTEST && 2 * tone >= all;
        boolean shrill = one && bands.frequency(loudest) >= LOWEST_HZ;
        frames += shrill ? 1 : 0;
        rhythm.add(shrill ? tone : 0);
    }

    /** Whether its pulses are those of a smoke alarm. */
    boolean isThatOfAnAlarm() {
        return rhythm.isThatOfAnAlarm();
    }

    /** The frames since the last call. */
    int take() {
        int taken = frames;
        frames = 0;
        return taken;
    }

    private static float around(float[] tones, int tone) {
        float sum = 0;
        for (int i = Math.max(0, tone - NEAR); i <= Math.min(tones.length - 1, tone + NEAR); i++) {
            sum += tones[i];
        }
        return sum;
    }
}
