// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/** The power of each tone in the last ten seconds, frame by frame. Not thread-safe. */
final class ToneHistory {
    private static final int FRAMES = 1024;
    private static final int MASK = FRAMES - 1;

    private final float[][] power;
    private final double framesPerSecond;
    private long count;

    ToneHistory(int tones, double framesPerSecond) {
        power = new float[tones][FRAMES];
        this.framesPerSecond = framesPerSecond;
    }

    void add(float[] tones) {
        int slot = (int) (count++ & MASK);
        for (int i = 0; i < power.length; i++) {
            power[i][slot] = tones[i];
        }
    }

    int tones() {
        return power.length;
    }

    /** Frames so far. */
    long count() {
        return count;
    }

    double framesPerSecond() {
        return framesPerSecond;
    }

    double seconds() {
        return count / framesPerSecond;
    }

    /** Power at a time in seconds; 0 where there is none. */
    float at(int tone, double second) {
        long frame = frame(second);
        return known(frame) ? power[tone][(int) (frame & MASK)] : 0;
    }

    /** Mean power from one time to another, of some frames. */
    float mean(int tone, double from, double to) {
        long first = frame(from);
        long last = Math.max(first, frame(to));
        long step = step(first, last);
        float[] row = power[tone];
        float sum = 0;
        int frames = 0;
        for (long i = first; i <= last; i += step) {
            sum += known(i) ? row[(int) (i & MASK)] : 0;
            frames++;
        }
        return sum / frames;
    }

    /** Part of some frames from one time to another in which a power is reached. */
    float reached(int tone, double from, double to, float least) {
        long first = frame(from);
        long last = Math.max(first, frame(to));
        long step = step(first, last);
        float[] row = power[tone];
        int frames = 0;
        int high = 0;
        for (long i = first; i <= last; i += step) {
            high += known(i) && row[(int) (i & MASK)] >= least ? 1 : 0;
            frames++;
        }
        return (float) high / frames;
    }

    /**
     * Neighbouring frames overlap: every third carries as much information, and of a second every
     * eighth.
     */
    private static long step(long first, long last) {
        long frames = last - first;
        return frames < 12 ? 1 : frames < 100 ? 3 : 8;
    }

    private long frame(double second) {
        return (long) (second * framesPerSecond + 0.5);
    }

    private boolean known(long frame) {
        return frame >= 0 && frame < count && frame >= count - FRAMES;
    }
}
