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

    /** Measures some frames from one time to another: their mean, and where a power is reached. */
    void measure(int tone, double from, double to, float least, Level level) {
        long first = frame(from);
        long last = Math.max(first, frame(to));
        int step = step(first, last);
        int frames = frames(first, last, step);
        long known = firstKnown(first, step);
        float[] row = power[tone];
        float sum = 0;
        int high = 0;
        int slot = (int) (known & MASK);
        for (int left = knownFrames(known, last, step); left > 0; left--) {
            sum += row[slot];
            high += row[slot] >= least ? 1 : 0;
            slot = (slot + step) & MASK;
        }
        level.mean = sum / frames;
        level.reached = (float) high / frames;
    }

    /** Mean power from one time to another, of some frames. */
    float mean(int tone, double from, double to) {
        long first = frame(from);
        long last = Math.max(first, frame(to));
        int step = step(first, last);
        int frames = frames(first, last, step);
        long known = firstKnown(first, step);
        float[] row = power[tone];
        float sum = 0;
        int slot = (int) (known & MASK);
        for (int left = knownFrames(known, last, step); left > 0; left--) {
            sum += row[slot];
            slot = (slot + step) & MASK;
        }
        return sum / frames;
    }

    /** Part of some frames from one time to another in which a power is reached. */
    float reached(int tone, double from, double to, float least) {
        return reached(tone, from, to, least, Float.POSITIVE_INFINITY);
    }

    /** Whether that part is at most so much. */
    boolean isQuiet(int tone, double from, double to, float least, float most) {
        return reached(tone, from, to, least, most) <= most;
    }

    /** Stops counting where it is more than what is looked for. */
    private float reached(int tone, double from, double to, float least, float most) {
        long first = frame(from);
        long last = Math.max(first, frame(to));
        int step = step(first, last);
        float frames = frames(first, last, step);
        long known = firstKnown(first, step);
        float[] row = power[tone];
        int mostHigh = (int) Math.min(most * frames + 1, frames);
        int high = 0;
        int slot = (int) (known & MASK);
        for (int left = knownFrames(known, last, step); left > 0 && high <= mostHigh; left--) {
            high += row[slot] >= least ? 1 : 0;
            slot = (slot + step) & MASK;
        }
        return high / frames;
    }

    /**
     * Neighbouring frames overlap: every third carries as much information, and of a second every
     * eighth.
     */
    private static int step(long first, long last) {
        int frames = (int) (last - first);
        return frames < 12 ? 1 : frames < 100 ? 3 : 8;
    }

    private static int frames(long first, long last, int step) {
        int span = (int) (last - first);
        return 1 + (step == 1 ? span : step == 3 ? span / 3 : span / 8); // by constants: faster
    }

    /** The first of every so many frames that is remembered. */
    private long firstKnown(long first, int step) {
        long oldest = Math.max(0, count - FRAMES);
        return first >= oldest ? first : first + (oldest - first + step - 1) / step * step;
    }

    private int knownFrames(long first, long last, int step) {
        long end = Math.min(last, count - 1);
        return end < first ? 0 : frames(first, end, step);
    }

    private long frame(double second) {
        return (long) (second * framesPerSecond + 0.5);
    }

    private boolean known(long frame) {
        return frame >= 0 && frame < count && frame >= count - FRAMES;
    }

    /** What was measured. */
    static final class Level {
        private float mean;
        private float reached;

        float mean() {
            return mean;
        }

        /** The part of the frames in which the power was reached. */
        float reached() {
            return reached;
        }
    }
}
