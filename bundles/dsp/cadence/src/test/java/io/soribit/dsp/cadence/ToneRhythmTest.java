// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pulses and pauses in frames of 10 ms. */
class ToneRhythmTest {
    private final ToneRhythm rhythm = new ToneRhythm();

    @Test
    void theSecondGroupOfThreeMakesAnAlarm() {
        pulses(3, 50, 50);
        assertThat(rhythm.isThatOfAnAlarm()).as("three beeps").isFalse();
        frames(100, 0);
        frames(1, 1);
        assertThat(rhythm.isThatOfAnAlarm()).as("a fourth after the rest").isTrue();
    }

    @Test
    void aRoomProlongsPulses() {
        pulses(3, 62, 38);
        frames(85, 0);
        frames(1, 1);
        assertThat(rhythm.isThatOfAnAlarm()).isTrue();
    }

    @ParameterizedTest(name = "{0} beeps of {1} frames, {2} apart")
    @CsvSource({"3, 49, 51", "4, 64, 36", "5, 43, 57", "5, 89, 11", "10, 20, 80", "8, 100, 250"})
    void beepsOfAppliancesAreNone(int count, int on, int off) {
        for (int i = 0; i < count; i++) {
            frames(on, 1);
            assertThat(rhythm.isThatOfAnAlarm()).as("beep " + i).isFalse();
            frames(off, 0);
            assertThat(rhythm.isThatOfAnAlarm()).as("after beep " + i).isFalse();
        }
    }

    @Test
    void aFourthBeepInTheSameRhythmEndsIt() {
        pulses(3, 50, 50);
        frames(100, 0);
        pulses(4, 50, 50);
        frames(1, 1);
        assertThat(rhythm.isThatOfAnAlarm()).isFalse();
    }

    @Test
    void aToneWithoutPausesIsAnAlarmUntilItEnds() {
        frames(149, 1);
        assertThat(rhythm.isThatOfAnAlarm()).isFalse();
        frames(1, 1);
        assertThat(rhythm.isThatOfAnAlarm()).isTrue();
        frames(10, 0);
        assertThat(rhythm.isThatOfAnAlarm()).isFalse();
    }

    @Test
    void fastPulsesAreATone() {
        pulses(7, 19, 4);
        assertThat(rhythm.isThatOfAnAlarm()).isTrue();
    }

    @Test
    void echoesFarBelowThePulseAreAPause() {
        for (int i = 0; i < 3; i++) {
            frames(50, 1);
            frames(50, 0.05f);
        }
        frames(100, 0.05f);
        frames(1, 1);
        assertThat(rhythm.isThatOfAnAlarm()).isTrue();
    }

    private void pulses(int count, int on, int off) {
        for (int i = 0; i < count; i++) {
            frames(on, 1);
            frames(off, 0);
        }
    }

    private void frames(int count, float power) {
        for (int i = 0; i < count; i++) {
            rhythm.add(power);
        }
    }
}
