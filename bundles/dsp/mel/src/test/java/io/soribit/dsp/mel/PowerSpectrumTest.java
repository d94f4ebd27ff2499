// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import be.tarsos.dsp.util.fft.FloatFFT;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerSpectrumTest {
    @ParameterizedTest
    @ValueSource(ints = {32, 64, 128, 256, 512, 1024, 2048, 4096})
    void everyBinEqualsThatOfTarsosDsp(int size) {
        float[] frame = Sounds.noise(size);
        float[] weights = new float[size];
        float[] expected = new float[size];
        for (int i = 0; i < size; i++) {
            weights[i] = 0.25f + (float) i / size;
            expected[i] = frame[i] * weights[i];
        }
        new FloatFFT(size).realForward(expected);

        float[] bins = new float[size / 2 + 1];
        new PowerSpectrum(weights).transform(frame, bins);

        double tolerance = 2e-6 * Math.sqrt(size);
        assertThat(Math.sqrt(bins[0])).isCloseTo(Math.abs(expected[0]), within(tolerance));
        assertThat(Math.sqrt(bins[size / 2])).isCloseTo(Math.abs(expected[1]), within(tolerance));
        for (int k = 1; k < size / 2; k++) {
            double magnitude = Math.hypot(expected[2 * k], expected[2 * k + 1]);
            assertThat(Math.sqrt(bins[k])).as("bin %d", k).isCloseTo(magnitude, within(tolerance));
        }
    }

    @Test
    void aFrameLeavesNothingBehindForTheNext() {
        float[] weights = new float[512];
        Arrays.fill(weights, 1);
        float[] frame = Sounds.noise(512);
        float[] first = new float[257];
        float[] second = new float[257];
        PowerSpectrum spectrum = new PowerSpectrum(weights);
        spectrum.transform(frame, first);
        float[] broken = new float[512];
        broken[300] = Float.NaN;
        spectrum.transform(broken, second);
        assertThat(second).containsOnly(Float.NaN);
        spectrum.transform(frame, second);
        assertThat(second).isEqualTo(first);
    }
}
