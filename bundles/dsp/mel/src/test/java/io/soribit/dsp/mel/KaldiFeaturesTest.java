// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.FeatureStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Scale {@code kaldi} against the definition, evaluated directly in double precision. */
class KaldiFeaturesTest {
    private static final int RATE = 16_000;
    private static final int FFT = 512;
    private static final int WINDOW = 400;
    private static final int HOP = 160;
    private static final int FRAMES = 200;
    private static final int BANDS = 103;
    private static final double STEP = 1127 * Math.log(1 + 15_000 / 700.0) / 129;

    /** In dB: single precision against double, 70 dB below the loudest band of the frame. */
    private static final double ROUNDING = 0.02;

    @Test
    void featuresFollowTheDefinition() {
        float[] signal = Sounds.noise((FRAMES - 1) * HOP + FFT);
        for (int i = 0; i < signal.length; i++) {
            double level = i < signal.length / 2 ? 1e-3 : 0.2;
            double sweep = Math.sin(Math.PI * 4_000 * i / RATE * i / signal.length);
            signal[i] = (float) (level * signal[i] + 0.3 * sweep);
        }

        Windows windows = Windows.of(open(), signal);

        assertThat(windows.starts).containsExactly(0L);
        float[] features = windows.features.get(0);
        for (int frame = 0; frame < FRAMES; frame += 13) {
            double[] expected = logMel(signal, frame * HOP);
            for (int band = 0; band < BANDS; band++) {
                assertThat((double) features[frame * BANDS + band])
                        .as("frame %d, band %d", frame, band)
                        .isCloseTo(expected[band], within(ROUNDING));
            }
        }
    }

    private static FeatureStream open() {
        return new LogMelFrontEnd().open(Specs.kaldi(), RATE, Duration.ofMillis(240));
    }

    private static double weight(int bin, int band) {
        double mel = 1127 * Math.log(1 + (double) bin * RATE / FFT / 700);
        return Math.max(0, 1 - Math.abs(mel / STEP - (band + 1)));
    }

    private static double[] logMel(float[] signal, int start) {
        double[] power = new double[FFT / 2 + 1];
        for (int bin = 0; bin < power.length; bin++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < WINDOW; n++) {
                int at = (FFT - WINDOW) / 2 + n;
                double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / WINDOW);
                double angle = 2 * Math.PI * bin * at / FFT;
                re += hann * signal[start + at] * Math.cos(angle);
                im -= hann * signal[start + at] * Math.sin(angle);
            }
            power[bin] = re * re + im * im;
        }
        double[] bands = new double[BANDS];
        for (int band = 0; band < BANDS; band++) {
            double sum = 0;
            for (int bin = 0; bin < power.length; bin++) {
                sum += weight(bin, band) * power[bin];
            }
            bands[band] = 10 * Math.log10(Math.max(sum, 1e-10));
        }
        return bands;
    }
}
