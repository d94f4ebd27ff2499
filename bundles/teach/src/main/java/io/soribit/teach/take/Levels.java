// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How loud a recording is over time, in dBFS of each {@value #MILLIS} ms. */
final class Levels {
    static final int MILLIS = 20;
    private static final float FULL = 0.998f;
    private static final int IN_A_ROW = 3;
    private static final double SILENCE = 1e-10;
    private static final float BELOW_PEAK = 15;
    private static final int MOST_PARTS = 100;

    private final float[] blocks;
    private final double clipped;

    private Levels(float[] blocks, double clipped) {
        this.blocks = blocks;
        this.clipped = clipped;
    }

    static Levels of(Samples samples) {
        int size = Math.max(1, samples.rate() * MILLIS / 1_000);
        float[] blocks = new float[samples.values().length / size];
        for (int i = 0; i < blocks.length; i++) {
            double sum = 0;
            for (int k = i * size; k < (i + 1) * size; k++) {
                sum += samples.values()[k] * samples.values()[k];
            }
            blocks[i] = (float) (10 * Math.log10(sum / size + SILENCE));
        }
        return new Levels(blocks, clipped(samples.values()));
    }

    private static double clipped(float[] samples) {
        int all = 0;
        int row = 0;
        for (float sample : samples) {
            row = Math.abs(sample) >= FULL ? row + 1 : 0;
            all += row == IN_A_ROW ? IN_A_ROW : row > IN_A_ROW ? 1 : 0;
        }
        return (double) all / Math.max(1, samples.length);
    }

    /** Share of the samples that are as loud as a sample can be, several in a row. */
    double clipped() {
        return clipped;
    }

    /** Of its loudest blocks. */
    float loudest() {
        return at(0.98);
    }

    /** What the room sounds like without the sound, if the recording has any of that. */
    float floor() {
        return at(0.1);
    }

    /** Milliseconds in which it is nearly as loud as at its loudest. */
    int loudMillis() {
        float least = at(1) - BELOW_PEAK;
        int loud = 0;
        for (float block : blocks) {
            loud += block >= least ? 1 : 0;
        }
        return loud * MILLIS;
    }

    /** The loudest block between two times. */
    float loudest(double from, double to) {
        int first = Math.max(0, (int) (from * 1_000 / MILLIS));
        int last = Math.min(blocks.length, (int) Math.ceil(to * 1_000 / MILLIS));
        float most = -100;
        for (int i = first; i < last; i++) {
            most = Math.max(most, blocks[i]);
        }
        return most;
    }

    /** Evenly spaced over the whole take, the loudest of each part. */
    List<Float> overTime() {
        int parts = Math.min(MOST_PARTS, blocks.length);
        List<Float> loudest = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            float most = -100;
            for (int i = part * blocks.length / parts;
                    i < (part + 1) * blocks.length / parts;
                    i++) {
                most = Math.max(most, blocks[i]);
            }
            loudest.add(most);
        }
        return loudest;
    }

    private float at(double share) {
        if (blocks.length == 0) {
            return -100;
        }
        float[] sorted = blocks.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }
}
