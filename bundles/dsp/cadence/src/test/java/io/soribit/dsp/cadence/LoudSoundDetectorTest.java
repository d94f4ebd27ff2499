// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LoudSoundDetectorTest {
    private static final int RATE = 16_000;

    @Test
    void burstAboveTheRoomsFloorIsHeardWhereItIs() {
        Hearer hearer = play(room(0.003, 20, 0.3, 0.5));
        assertThat(hearer.heard().get("unknown_loud_sound")).isCloseTo(20.25, within(0.26));
        assertThat(hearer.evidence().get("level_db")).isCloseTo(-11, within(2.0));
        assertThat(hearer.evidence().get("floor_db")).isCloseTo(-55, within(2.0));
        assertThat(hearer.last("unknown_loud_sound")).isZero();
    }

    @Test
    void clickIsTooShort() {
        assertThat(play(room(0.003, 20, 0.03, 0.5)).heard()).isEmpty();
    }

    @Test
    void whatIsFaintIsNotLoud() {
        assertThat(play(room(0.0003, 20, 0.3, 0.02)).heard()).isEmpty();
    }

    @Test
    void inALoudRoomItTakesMore() {
        assertThat(play(room(0.2, 20, 0.3, 0.9)).heard()).isEmpty();
    }

    @Test
    void nothingIsSuddenBeforeTheRoomIsKnown() {
        assertThat(play(room(0.003, 5, 0.3, 0.5)).heard()).isEmpty();
    }

    @Test
    void silenceIsNotLoud() {
        assertThat(play(new float[30 * RATE]).heard()).isEmpty();
    }

    private static float[] room(double floor, double at, double seconds, double amplitude) {
        float[] quiet = Signals.noise(RATE, 30, floor, 1);
        float[] burst = Signals.noise(RATE, seconds, amplitude, 2);
        System.arraycopy(burst, 0, quiet, (int) (at * RATE), burst.length);
        return quiet;
    }

    private static Hearer play(float[] samples) {
        return Hearer.play(new LoudSoundDetector(), RATE, samples);
    }
}
