// SPDX-License-Identifier: Apache-2.0
package com.example.soribit;

import io.soribit.api.DetectorSession;

/** Scores each tenth of a second by the share of its power that is in one pitch (Goertzel's algorithm). */
final class ToneSession implements DetectorSession {
    private static final int WINDOWS_A_SECOND = 10;

    /** Mean square below which a window is silence: 60 dB below full scale. */
    private static final double SILENCE = 1e-6;

    private final int window;
    private final double step;
    private final float[] scores = new float[1];
    private long start;
    private int count;
    private double power;
    private double last;
    private double beforeLast;

    ToneSession(int sampleRate, int frequency) {
        window = sampleRate / WINDOWS_A_SECOND;
        step = 2 * Math.cos(2 * Math.PI * frequency / sampleRate);
    }

    @Override
    public void write(float[] samples, int offset, int length, ScoreSink sink) {
        for (int i = offset; i < offset + length; i++) {
            double now = samples[i] + step * last - beforeLast;
            beforeLast = last;
            last = now;
            power += samples[i] * samples[i];
            if (++count == window) {
                scores[0] = score();
                sink.scores(start, start + window, scores);
                start += window;
                count = 0;
                power = 0;
                last = 0;
                beforeLast = 0;
            }
        }
    }

    private float score() {
        if (power / window < SILENCE) {
            return 0;
        }
        double tone = last * last + beforeLast * beforeLast - step * last * beforeLast;
        return (float) Math.min(1, 2 * tone / (window * power));
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
