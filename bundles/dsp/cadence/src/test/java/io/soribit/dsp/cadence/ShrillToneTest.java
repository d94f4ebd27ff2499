// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Twenty frames of 32 ms at 16 kHz, each 10 ms after the one before. */
class ShrillToneTest {
    private static final int RATE = 16_000;

    private final ToneSpectrum spectrum = new ToneSpectrum(RATE);
    private final ToneBands bands = new ToneBands(spectrum, AlarmTones.BANDS);
    private final ShrillTone tone = new ShrillTone(bands);
    private final Random random = new Random(1);

    @Test
    void aToneAsHighAsThatOfASmokeAlarmIsOne() {
        assertThat(frames(3_100, 0.1)).isGreaterThan(15);
        assertThat(frames(2_300, 0.1)).isGreaterThan(15);
    }

    @Test
    void aLowerToneIsNone() {
        assertThat(frames(520, 0.1)).isZero();
        assertThat(frames(1_500, 0.1)).isLessThan(5);
    }

    @Test
    void noiseIsNone() {
        assertThat(frames(3_100, 0)).isLessThan(5);
    }

    private int frames(double hertz, double amplitude) {
        float[] frame = new float[spectrum.size()];
        float[] tones = new float[bands.tones()];
        for (int number = 0; number < 20; number++) {
            for (int i = 0; i < frame.length; i++) {
                double at = (number * RATE / 100 + i) / (double) RATE;
                double sine = amplitude * Math.sin(2 * Math.PI * hertz * at);
                frame[i] = (float) (sine + 0.01 * random.nextGaussian());
            }
            spectrum.transform(frame);
            bands.read(tones);
            tone.add(tones);
        }
        return tone.take();
    }
}
