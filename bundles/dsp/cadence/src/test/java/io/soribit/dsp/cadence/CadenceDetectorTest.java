// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CadenceDetectorTest {
    private static final int RATE = 16_000;
    private static final double SMOKE_CYCLES = 8;
    private static final double CO_CYCLES = 11.6;

    static Stream<Arguments> corners() {
        return Stream.of(520.0, 470.0, 570.0, 2_850.0, 3_100.0, 3_550.0)
                .flatMap(
                        hertz ->
                                Stream.of(0.9, 1.0, 1.1)
                                        .flatMap(
                                                on ->
                                                        Stream.of(0.9, 1.0, 1.1)
                                                                .map(
                                                                        off ->
                                                                                Arguments.of(
                                                                                        hertz, on,
                                                                                        off))));
    }

    @ParameterizedTest
    @MethodSource("corners")
    void smokeAlarmIsHeardWithinTwoCyclesAnywhereInTheTolerances(
            double hertz, double on, double off) {
        Hearer hearer = play(Signals.smoke(RATE, 10, hertz, on, off));
        assertThat(hearer.heard()).containsOnlyKeys("smoke_alarm");
        double cycle = 1.5 * on + 2.5 * off;
        assertThat(hearer.heard().get("smoke_alarm")).isLessThanOrEqualTo(2 * cycle);
    }

    @ParameterizedTest
    @MethodSource("corners")
    void carbonMonoxideAlarmIsHeardWithinTwoCyclesAnywhereInTheTolerances(
            double hertz, double on, double off) {
        Hearer hearer = play(Signals.carbonMonoxide(RATE, 14, hertz, on, off));
        assertThat(hearer.heard()).containsOnlyKeys("co_alarm");
        double cycle = 0.4 * on + 5.3 * off;
        assertThat(hearer.heard().get("co_alarm")).isLessThanOrEqualTo(2 * cycle);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 44_100, 48_000})
    void anySampleRateWillDo(int rate) {
        assertThat(heard(rate, Signals.smoke(rate, 10, 3_100, 1, 1)))
                .containsOnlyKeys("smoke_alarm");
        assertThat(heard(rate, Signals.carbonMonoxide(rate, 14, 520, 1, 1)))
                .containsOnlyKeys("co_alarm");
    }

    @ParameterizedTest
    @CsvSource({"1, 3100", "2, 3100", "3, 520", "4, 520"})
    void noiseOfTheSameLevelDoesNotHideThem(long seed, double hertz) {
        // Uniform noise of amplitude a has a power of a²/3, a sine of amplitude 0.3 one of 0.045.
        float[] noise = Signals.noise(RATE, 14, Math.sqrt(3 * 0.045), seed);
        Hearer smoke = play(Signals.sum(noise, Signals.smoke(RATE, 14, hertz, 1, 1)));
        assertThat(smoke.heard()).containsOnlyKeys("smoke_alarm");
        assertThat(smoke.heard().get("smoke_alarm")).isLessThanOrEqualTo(SMOKE_CYCLES);
        Hearer co = play(Signals.sum(noise, Signals.carbonMonoxide(RATE, 14, hertz, 1, 1)));
        assertThat(co.heard()).containsOnlyKeys("co_alarm");
        assertThat(co.heard().get("co_alarm")).isLessThanOrEqualTo(CO_CYCLES);
    }

    @ParameterizedTest
    @CsvSource({"0.3, 3100", "0.6, 3100", "0.3, 520", "0.6, 520"})
    void roomsDoNotHideThem(double decay, double hertz) {
        float[] smoke = Signals.inRoom(Signals.smoke(RATE, 10, hertz, 1, 1), RATE, decay);
        assertThat(play(smoke).heard()).containsOnlyKeys("smoke_alarm");
        float[] co = Signals.inRoom(Signals.carbonMonoxide(RATE, 14, hertz, 1, 1), RATE, decay);
        assertThat(play(co).heard()).containsOnlyKeys("co_alarm");
    }

    @Test
    void musicDoesNotHideThem() {
        float[] mixed =
                Signals.sum(Signals.music(RATE, 16, 3), Signals.smoke(RATE, 16, 3_100, 1, 1));
        assertThat(play(mixed).heard()).containsOnlyKeys("smoke_alarm");
    }

    @Test
    void twoSmokeAlarmsOutOfStepAreHeard() {
        float[] one = Signals.smoke(RATE, 14, 3_050, 1, 1);
        float[] other = Signals.delayed(Signals.smoke(RATE, 14, 3_250, 0.97, 1.02), RATE, 1.3);
        assertThat(play(Signals.sum(one, other)).heard()).containsOnlyKeys("smoke_alarm");
    }

    @Test
    void smokeAndCarbonMonoxideAreHeardAtOnce() {
        float[] smoke = Signals.smoke(RATE, 16, 3_100, 1, 1);
        float[] co = Signals.delayed(Signals.carbonMonoxide(RATE, 16, 3_350, 1, 1), RATE, 0.7);
        assertThat(play(Signals.sum(smoke, co)).heard())
                .containsOnlyKeys("smoke_alarm", "co_alarm");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0005, 0.01, 20})
    void levelDoesNotMatterNorDoesClipping(double gain) {
        float[] alarm = Signals.scaled(Signals.smoke(RATE, 10, 3_100, 1, 1), gain);
        assertThat(play(alarm).heard()).containsOnlyKeys("smoke_alarm");
    }

    @Test
    void evidenceIsWhatWasPlayed() {
        Map<String, Double> smoke = play(Signals.smoke(RATE, 12, 3_120, 1.04, 0.98)).evidence();
        assertThat(smoke.get("frequency_hz")).isCloseTo(3_120, within(10.0));
        assertThat(smoke.get("on_ms")).isCloseTo(520, within(40.0));
        assertThat(smoke.get("off_ms")).isCloseTo(490, within(40.0));
        assertThat(smoke.get("cycle_ms")).isCloseTo(4_010, within(40.0));
        assertThat(smoke.get("cycles")).isBetween(1.2, 3.0);
    }

    @Test
    void itIsOverSoonAfterThePatternStops() {
        float[] alarm = Signals.smoke(RATE, 24, 3_100, 1, 1);
        java.util.Arrays.fill(alarm, 12 * RATE, alarm.length, 0);
        Hearer hearer = play(alarm);
        assertThat(hearer.heard()).containsOnlyKeys("smoke_alarm");
        assertThat(hearer.last("smoke_alarm")).isZero();
    }

    static Stream<Arguments> nearMisses() {
        return Stream.of(
                Arguments.of("silence", new float[30 * RATE]),
                Arguments.of("noise", Signals.noise(RATE, 30, 0.5, 9)),
                Arguments.of("music", Signals.music(RATE, 30, 1)),
                Arguments.of("more music", Signals.music(RATE, 30, 2)),
                Arguments.of("steady tone", pulses(3_100, 30)),
                Arguments.of("microwave oven, 1 Hz", pulses(3_000, 0.5, 0.5)),
                Arguments.of("reversing beeper", pulses(2_800, 0.5, 0.45)),
                Arguments.of("phone rings", pulses(520, 1, 2)),
                Arguments.of("phone rings, twice", pulses(520, 0.4, 0.2, 0.4, 2)),
                Arguments.of("alarm clock", pulses(3_100, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.4)),
                Arguments.of("two pulses", pulses(3_100, 0.5, 0.5, 0.5, 1.5)),
                Arguments.of("four pulses", pulses(3_100, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1.5)),
                Arguments.of("too fast", pulses(3_100, 0.3, 0.3, 0.3, 0.3, 0.3, 1)),
                Arguments.of("too slow", pulses(3_100, 0.75, 0.75, 0.75, 0.75, 0.75, 2.2)),
                Arguments.of("short rest", pulses(3_100, 0.5, 0.5, 0.5, 0.5, 0.5, 0.9)),
                Arguments.of("three short", pulses(3_100, 0.1, 0.1, 0.1, 0.1, 0.1, 5)),
                Arguments.of(
                        "five short",
                        pulses(3_100, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 5)),
                Arguments.of("T3 at 1 kHz", pulses(1_000, 0.5, 0.5, 0.5, 0.5, 0.5, 1.5)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nearMisses")
    void whatIsNoAlarmIsNotHeardAsOne(String name, float[] samples) {
        assertThat(play(samples).heard()).as(name).isEmpty();
    }

    private static float[] pulses(double hertz, double... pattern) {
        return Signals.pulses(RATE, 30, hertz, Signals.SINE, pattern);
    }

    private static Hearer play(float[] samples) {
        return Hearer.play(new CadenceDetector(), RATE, samples);
    }

    private static Map<String, Double> heard(int rate, float[] samples) {
        return Hearer.play(new CadenceDetector(), rate, samples).heard();
    }
}
