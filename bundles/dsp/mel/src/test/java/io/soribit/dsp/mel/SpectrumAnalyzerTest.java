// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpectrumAnalyzerTest {
    @ParameterizedTest
    @CsvSource({"4,4", "16,9", "480,480", "400,300", "512,400", "512,399", "1024,640", "4096,4096"})
    void equalsTheFourierSum(int fftSize, int windowSize) {
        float[] frame = Sounds.noise(fftSize);
        int bins = fftSize / 2 + 1;
        float[] power = new float[bins];
        float[] magnitude = new float[bins];
        new SpectrumAnalyzer(fftSize, windowSize, MelSpec.Spectrum.POWER)
                .transform(frame, power, 0, bins);
        new SpectrumAnalyzer(fftSize, windowSize, MelSpec.Spectrum.MAGNITUDE)
                .transform(frame, magnitude, 0, bins);

        for (int k = 0; k < bins; k += Math.max(1, bins / 40)) {
            double expected = magnitude(frame, windowSize, k);
            double tolerance = 1e-5 * Math.sqrt(fftSize);
            assertThat((double) magnitude[k]).isCloseTo(expected, within(tolerance));
            assertThat(Math.sqrt(power[k])).isCloseTo(expected, within(tolerance));
        }
        assertThat((double) magnitude[bins - 1])
                .isCloseTo(magnitude(frame, windowSize, bins - 1), within(1e-3));
    }

    private static double magnitude(float[] frame, int windowSize, int k) {
        int start = (frame.length - windowSize) / 2;
        double re = 0;
        double im = 0;
        for (int i = 0; i < windowSize; i++) {
            double hann = Math.pow(Math.sin(Math.PI * i / windowSize), 2);
            double angle = 2 * Math.PI * k * (start + i) / frame.length;
            re += frame[start + i] * hann * Math.cos(angle);
            im -= frame[start + i] * hann * Math.sin(angle);
        }
        return Math.hypot(re, im);
    }
}
