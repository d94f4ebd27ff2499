// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What one match of the early rule is worth, and two. */
class EarlyRuleTest {
    private static final int RATE = 16_000;
    private static final double CO_CYCLE = 5.7;

    @Test
    void fivePulsesOfASmokeAlarmAreProvisionalAndSixAreSure() {
        float[] alarm = Signals.smoke(RATE, 12, 3_100, 1, 1);
        assertThat(Hearer.play(new CadenceDetector(), RATE, until(alarm, 3.8)).most("smoke_alarm"))
                .as("a group of three")
                .isEqualTo(CadenceDetector.TONE);
        assertThat(Hearer.play(new CadenceDetector(), RATE, until(alarm, 4.8)).most("smoke_alarm"))
                .as("and one more after the rest")
                .isEqualTo(CadenceDetector.ALARM_TONE);
        assertThat(Hearer.play(new CadenceDetector(), RATE, until(alarm, 5.8)).most("smoke_alarm"))
                .isEqualTo(CadenceDetector.PROVISIONAL);
        assertThat(Hearer.play(new CadenceDetector(), RATE, until(alarm, 6.8)).most("smoke_alarm"))
                .isGreaterThan(CadenceMatcher.ENOUGH);
    }

    @Test
    void anAlarmBeganWithItsFirstPulseThatCounts() {
        float[] smoke = Signals.delayed(Signals.smoke(RATE, 14, 3_100, 1, 1), RATE, 2.5);
        Hearer hearer = Hearer.play(new CadenceDetector(), RATE, smoke);
        assertThat(hearer.began().get("smoke_alarm")).isCloseTo(2.5, within(0.1));
        float[] co = Signals.delayed(Signals.carbonMonoxide(RATE, 14, 3_100, 1, 1), RATE, 2.5);
        hearer = Hearer.play(new CadenceDetector(), RATE, co);
        assertThat(hearer.began().get("co_alarm")).isCloseTo(2.5, within(0.1));
    }

    @Test
    void anAlarmThatDecidedLateBeganWithItsFirstPulseAllTheSame() {
        float[] alarm = Signals.smoke(RATE, 16, 3_100, 1.1, 1.1);
        Arrays.fill(alarm, (int) (2.2 * RATE), (int) (2.8 * RATE), 0);
        float[] late = Signals.delayed(Signals.smoke(RATE, 14, 3_100, 1.1, 1.1), RATE, 2.5);
        assertThat(began(late)).isCloseTo(2.5, within(0.2));
        assertThat(began(alarm)).as("the third pulse is missing").isCloseTo(4.4, within(0.2));
    }

    private static double began(float[] samples) {
        return Hearer.play(new CadenceDetector(), RATE, samples).began().get("smoke_alarm");
    }

    @Test
    void whatIsProvisionalIsBelowTheThreshold() {
        CadenceDetector detector = new CadenceDetector();
        for (String label : detector.labels()) {
            assertThat(CadenceDetector.PROVISIONAL)
                    .isBetween(
                            detector.thresholdOf(label).offset(),
                            Math.nextDown(detector.thresholdOf(label).onset()));
        }
    }

    @Test
    void anUnevenAlarmIsProvisionalAfterTwoGroupsAndSureAfterThree() {
        float[] alarm = uneven(3_100, 3);
        assertThat(most(until(alarm, 2 * CO_CYCLE))).isEqualTo(CadenceDetector.PROVISIONAL);
        assertThat(most(alarm)).isGreaterThan(CadenceMatcher.ENOUGH);
    }

    @Test
    void twoGroupsOfOneToneAndTwoOfAnotherAreNotTheSameSignalTwice() {
        float[] two = uneven(2_850, 2);
        float[] other = uneven(3_400, 2);
        float[] four = Arrays.copyOf(two, two.length + other.length);
        System.arraycopy(other, 0, four, two.length, other.length);
        assertThat(most(four)).isEqualTo(CadenceDetector.PROVISIONAL);
    }

    /**
     * T4 of which the third pulse is 9 dB louder than the others: too uneven for the strict rule.
     */
    private static float[] uneven(double hertz, int groups) {
        float[] alarm = Signals.carbonMonoxide(RATE, groups * CO_CYCLE, hertz, 1, 1);
        for (int group = 0; group < groups; group++) {
            int from = (int) ((group * CO_CYCLE + 0.39) * RATE);
            for (int i = from; i < from + (int) (0.12 * RATE); i++) {
                alarm[i] *= 2.75f;
            }
        }
        return alarm;
    }

    private static float[] until(float[] samples, double second) {
        float[] cut = samples.clone();
        Arrays.fill(cut, Math.min(cut.length, (int) (second * RATE)), cut.length, 0);
        return cut;
    }

    private static float most(float[] samples) {
        return Hearer.play(new CadenceDetector(), RATE, samples).most("co_alarm");
    }
}
