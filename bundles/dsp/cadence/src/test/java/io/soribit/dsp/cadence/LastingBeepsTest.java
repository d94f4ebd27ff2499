// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.Detector;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastingBeepsTest {
    private static final int RATE = 16_000;
    private static final int[] TUNE = {0, 5, 5, 9, 9, 5, 0, 0, 0, 7, 7, 10, 5, 5, 5, 4, 2, 0};

    @ParameterizedTest
    @CsvSource({
        "600, 0.25, 0.25",
        "1000, 0.5, 0.5",
        "2000, 0.3, 0.9",
        "2800, 1, 2.5",
        "3100, 0.1, 0.1",
        "4300, 30, 0"
    })
    void aBeeperIsUrgentAfterEightSecondsAndAnEmergencyAfterTwenty(
            double hertz, double on, double off) {
        Hearer hearer = play(beeps(30, hertz, on, off));
        double step = on + off;
        assertThat(hearer.reached("lasting_beep")).isBetween(7.9, 8.5 + step);
        assertThat(hearer.reached("unknown_alarm")).isBetween(19.9, 20.5 + step);
        assertThat(hearer.began().get("unknown_alarm")).isCloseTo(0, within(0.1));
        assertThat(hearer.evidence().get("frequency_hz")).isCloseTo(hertz, within(35.0));
    }

    @Test
    void neitherDecidesAlone() {
        CadenceDetector detector = new CadenceDetector();
        for (String label : List.of("lasting_beep", "unknown_alarm")) {
            assertThat(detector.labels()).contains(label);
            assertThat(detector.provisionalOf(label)).isEqualTo(CadenceDetector.PROVISIONAL);
            assertThat(detector.thresholdOf(label).onset()).isGreaterThan(0.3f);
        }
        assertThat(play(beeps(30, 2_000, 0.5, 0.5)).heard()).isEmpty();
    }

    @Test
    void beepsOfAnOvenAreOverTooSoon() {
        float[] audio = beeps(30, 2_000, 0.6, 0.4);
        Arrays.fill(audio, 5 * RATE, audio.length, 0);
        Hearer hearer = play(audio);
        assertThat(hearer.most("lasting_beep")).isZero();
        assertThat(hearer.most("unknown_alarm")).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.4, 0.8})
    void theTuneOfAWashingMachineIsNoBeep(double note) {
        float[] audio = new float[30 * RATE];
        for (int i = 0; i * note < 29; i++) {
            double hertz = 800 * Math.pow(2, TUNE[i % TUNE.length] / 12.0);
            float[] one = Signals.pulses(RATE, note, hertz, Signals.SINE, note * 0.8, note * 0.2);
            System.arraycopy(one, 0, audio, (int) (i * note * RATE), one.length);
        }
        assertThat(play(audio).most("lasting_beep")).isZero();
    }

    @Test
    void twoTonesInTurnAreABeeperAndChirpsOfALowBatteryAreNot() {
        float[] low = beeps(30, 2_400, 0.5, 0.5);
        float[] high = Signals.delayed(beeps(30, 2_900, 0.5, 0.5), RATE, 0.5);
        assertThat(play(Signals.sum(low, high)).reached("unknown_alarm")).isLessThan(21);
        assertThat(play(beeps(60, 3_100, 0.06, 29.9)).most("lasting_beep")).isZero();
    }

    @Test
    void musicAndNoiseAreNoBeeperAndNoiseDoesNotHideOne() {
        assertThat(play(Signals.music(RATE, 40, 3)).most("unknown_alarm")).isZero();
        assertThat(play(Signals.noise(RATE, 40, 0.3, 5)).most("lasting_beep")).isZero();
        float[] noisy = Signals.sum(Signals.noise(RATE, 30, 0.12, 5), beeps(30, 2_000, 0.25, 0.75));
        assertThat(play(noisy).reached("unknown_alarm")).isLessThan(22);
    }

    @Test
    void talkBeforeItDelaysABeeperByLittle() {
        float[] audio = Signals.music(RATE, 40, 3);
        Arrays.fill(audio, 8 * RATE, audio.length, 0);
        float[] beeps = Signals.delayed(beeps(40, 2_000, 0.5, 0.5), RATE, 8);
        assertThat(play(Signals.sum(audio, beeps)).reached("unknown_alarm")).isLessThan(31);
    }

    @Test
    void settingsThatMakeNoSenseAreReplaced() {
        Hearer hearer =
                Hearer.play(
                        new CadenceDetector(BeepSeconds.of(20, 8)),
                        RATE,
                        beeps(24, 2_000, 0.5, 0.5));
        assertThat(hearer.reached("lasting_beep")).isBetween(7.9, 9.5);
    }

    @Test
    void otherSettingsAreUsed() {
        Detector detector = new CadenceDetector(BeepSeconds.of(4, 12));
        Hearer hearer = Hearer.play(detector, RATE, beeps(16, 2_000, 0.5, 0.5));
        assertThat(hearer.reached("lasting_beep")).isBetween(3.9, 5.5);
        assertThat(hearer.reached("unknown_alarm")).isBetween(11.9, 13.5);
    }

    private static float[] beeps(double seconds, double hertz, double on, double off) {
        return Signals.pulses(RATE, seconds, hertz, Signals.SINE, on, off);
    }

    private static Hearer play(float[] audio) {
        return Hearer.play(new CadenceDetector(), RATE, audio);
    }
}
