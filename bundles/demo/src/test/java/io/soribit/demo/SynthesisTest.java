// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SynthesisTest {
    private static double rms(float[] samples, double from, double to) {
        double sum = 0;
        int first = (int) (from * Synthesis.RATE);
        int last = (int) (to * Synthesis.RATE);
        for (int i = first; i < last; i++) {
            sum += samples[i] * samples[i];
        }
        return Math.sqrt(sum / (last - first));
    }

    /** Amplitude of one frequency (Goertzel). */
    private static double at(float[] samples, double from, double to, double frequency) {
        double re = 0;
        double im = 0;
        int first = (int) (from * Synthesis.RATE);
        int last = (int) (to * Synthesis.RATE);
        for (int i = first; i < last; i++) {
            re += samples[i] * Math.cos(2 * Math.PI * frequency * i / Synthesis.RATE);
            im += samples[i] * Math.sin(2 * Math.PI * frequency * i / Synthesis.RATE);
        }
        return 2 * Math.hypot(re, im) / (last - first);
    }

    @Test
    void theSmokeAlarmKeepsT3() {
        float[] alarm = Synthesis.smokeAlarm();
        for (int cycle = 0; cycle < 3; cycle++) {
            for (int pulse = 0; pulse < 3; pulse++) {
                double start = 4.0 * cycle + pulse;
                assertThat(rms(alarm, start + 0.02, start + 0.48)).isGreaterThan(0.25);
                assertThat(rms(alarm, start + 0.52, start + 0.98)).isZero();
            }
            assertThat(rms(alarm, 4 * cycle + 3, 4 * cycle + 4)).isZero();
        }
        assertThat(at(alarm, 0, 0.5, 3100)).isGreaterThan(5 * at(alarm, 0, 0.5, 2500));
    }

    @Test
    void theChimeFallsByAThird() {
        float[] chime = Synthesis.dingDong();
        assertThat(at(chime, 0, 0.5, 659.26)).isGreaterThan(5 * at(chime, 0, 0.5, 523.25));
        assertThat(at(chime, 1.2, 2, 523.25)).isGreaterThan(2 * at(chime, 1.2, 2, 659.26));
    }

    @Test
    void everySoundPeaksAtHalfOfFullScale() {
        for (float[] sound :
                new float[][] {
                    Synthesis.dingDong(), Synthesis.knocks(), Synthesis.phone(), Synthesis.siren()
                }) {
            float peak = 0;
            for (float x : sound) {
                peak = Math.max(peak, Math.abs(x));
            }
            assertThat(peak).isBetween(0.499f, 0.501f);
        }
    }

    @Test
    void noiseHasTheLevelAskedFor() {
        assertThat(20 * Math.log10(rms(Synthesis.noise(2, -40), 0, 2))).isBetween(-40.1, -39.9);
    }
}
