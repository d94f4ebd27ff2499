// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

/**
 * Removes a DC offset and rumble from each channel: a Butterworth high-pass of fourth order at 40
 * Hz, 16 dB down at 25 Hz and 0.2 dB at 60 Hz. Allocates nothing. Not thread-safe.
 */
final class HighPass {
    private static final double CUTOFF_HERTZ = 40;
    private static final double[] Q = {0.541196100146197, 1.306562964876377};
    private static final double INAUDIBLE = 1e-12;

    private final int channels;
    private final double[][] coefficients = new double[Q.length][];
    private final double[][][] states;

    HighPass(int sampleRate, int channels) {
        this.channels = channels;
        states = new double[Q.length][channels][2];
        for (int stage = 0; stage < Q.length; stage++) {
            coefficients[stage] = coefficients(sampleRate, Q[stage]);
        }
    }

    private static double[] coefficients(int sampleRate, double q) {
        double angle = 2 * Math.PI * CUTOFF_HERTZ / sampleRate;
        double alpha = Math.sin(angle) / (2 * q);
        double scale = 1 / (1 + alpha);
        double gain = (1 + Math.cos(angle)) / 2 * scale;
        return new double[] {gain, -2 * Math.cos(angle) * scale, (1 - alpha) * scale};
    }

    /** Starts as if a constant had been there for ever, so that it makes no click. */
    void settle(int channel, double constant) {
        double gain = coefficients[0][0];
        states[0][channel][0] = -gain * constant;
        states[0][channel][1] = gain * constant;
    }

    /** Filters the samples of one channel in place. */
    void filter(float[] interleaved, int from, int to, int channel) {
        for (int stage = 0; stage < Q.length; stage++) {
            filter(interleaved, from + channel, to, coefficients[stage], states[stage][channel]);
        }
    }

    private void filter(float[] samples, int from, int to, double[] coefficient, double[] state) {
        double gain = coefficient[0];
        double a1 = coefficient[1];
        double a2 = coefficient[2];
        double first = state[0];
        double second = state[1];
        for (int i = from; i < to; i += channels) {
            double in = gain * samples[i];
            double out = in + first;
            first = second - 2 * in - a1 * out;
            second = in - a2 * out;
            samples[i] = (float) out;
        }
        state[0] = withoutDenormal(first);
        state[1] = withoutDenormal(second);
    }

    private static double withoutDenormal(double value) {
        return Math.abs(value) < INAUDIBLE ? 0 : value;
    }
}
