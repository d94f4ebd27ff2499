// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import java.util.Arrays;

/**
 * For how long a beeper has sounded: a tone of one pitch, or two in turn, with pauses or without. A
 * tune has more of them, speech and music have none that stays. Takes the power of tones frame by
 * frame. Not thread-safe.
 */
final class SteadyBeep {
    static final int FRAMES_PER_SECOND = 50;

    private static final float FAINTEST = 1e-9f;
    private static final float SOUNDS = 0.25f;
    private static final float FADES = 0.986f; // the reference halves in a second
    private static final int LONGEST_PAUSE = 3 * FRAMES_PER_SECOND;
    private static final int KEPT = 8 * FRAMES_PER_SECOND;
    private static final int ENOUGH = 3 * FRAMES_PER_SECOND / 2;
    private static final int NEAR = 2;
    private static final double STEADY = 0.75;

    private final int[] pitches = new int[KEPT];
    private final float[] weights = new float[KEPT];
    private final double[] sums;
    private float reference;
    private long frame;
    private long begin = -1;
    private long heard;

    SteadyBeep(int tones) {
        sums = new double[tones];
    }

    /** Takes the next frame: the power of each tone. */
    void add(float[] tones) {
        int loudest = 0;
        for (int i = 1; i < tones.length; i++) {
            loudest = tones[i] > tones[loudest] ? i : loudest;
        }
        float power = tones[loudest];
        reference = Math.max(Math.max(power, FAINTEST), reference * FADES);
        int slot = (int) (frame % KEPT);
        pitches[slot] = loudest;
        weights[slot] = power / reference;
        boolean sounds = power > FAINTEST && weights[slot] >= SOUNDS;
        if (begin >= 0 && frame - heard > LONGEST_PAUSE) {
            begin = -1;
        }
        if (sounds) {
            begin = begin < 0 ? frame : begin;
            heard = frame;
        }
        frame++;
    }

    /** Forgets what is not steady; to be called several times a second. */
    void check() {
        if (begin >= 0 && frame - begin >= ENOUGH && !isSteady()) {
            begin = -1;
        }
    }

    /** From its first beep to its last, in frames; 0 while there is none. */
    long frames() {
        return begin < 0 ? 0 : heard + 1 - begin;
    }

    /** The frame in which it began. */
    long begin() {
        return begin;
    }

    /** The tone that sounded most of the time. */
    int pitch() {
        sum();
        return highest();
    }

    private boolean isSteady() {
        double all = sum();
        double most = take(highest()) + take(highest());
        return most >= STEADY * all;
    }

    private double sum() {
        Arrays.fill(sums, 0);
        double all = 0;
        for (long i = Math.max(begin, frame - KEPT); i < frame; i++) {
            int slot = (int) (i % KEPT);
            sums[pitches[slot]] += weights[slot];
            all += weights[slot];
        }
        return all;
    }

    private int highest() {
        int highest = 0;
        for (int i = 1; i < sums.length; i++) {
            highest = sums[i] > sums[highest] ? i : highest;
        }
        return highest;
    }

    /** The sum of a tone and of its neighbours, which do not count any more. */
    private double take(int tone) {
        double taken = 0;
        for (int i = Math.max(0, tone - NEAR); i <= Math.min(sums.length - 1, tone + NEAR); i++) {
            taken += sums[i];
            sums[i] = 0;
        }
        return taken;
    }
}
