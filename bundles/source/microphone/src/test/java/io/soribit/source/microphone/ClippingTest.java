// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClippingTest {
    private static final int RATE = 8_000;

    private static double heard(double amplitude) {
        Clipping clipping = new Clipping(RATE);
        float[] second = new float[RATE];
        for (int i = 0; i < RATE; i++) {
            double sample = amplitude * Math.sin(2 * Math.PI * 440 * i / RATE);
            second[i] = (float) Math.max(-1, Math.min(32_767 / 32_768.0, sample));
        }
        for (int i = 0; i < 9; i++) {
            assertThat(clipping.add(second, 0, RATE)).isZero();
        }
        return clipping.add(second, 0, RATE);
    }

    @Test
    void aLoudSoundIsNotClipped() {
        assertThat(heard(0.99)).isZero();
    }

    @Test
    void aSoundCutOffIs() {
        // A sine of twice full scale is above it for two thirds of the time.
        assertThat(heard(2)).isCloseTo(0.66, within(0.08));
    }
}
