// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A window a second, of a second, at 1,000 samples a second. */
class ScoreCheckTest {
    private float level = -70;
    private int second;
    private ScoreCheck check = new ScoreCheck(1_000, (from, to) -> level, true);

    @Test
    void whatIsNoNumberIsNoScore() {
        assertThat(next(0.1f, 0.2f)).isEmpty();
        assertThat(next(0.1f, Float.NaN)).contains("no numbers");
        assertThat(next(0.1f, 0.2f)).isEmpty();
        assertThat(next(Float.POSITIVE_INFINITY, 0.2f)).contains("no numbers");
        assertThat(next(0.1f, Float.NEGATIVE_INFINITY)).contains("no numbers");
        assertThat(next(0.1f, 0.2f)).isEmpty();
    }

    @Test
    void scoresThatStayWhileTheRoomIsQuietAndLoudAreFrozen() {
        stay(40);
        level = -20;
        stay(20);
        assertThat(next(0.1f)).contains("the same scores");
        assertThat(next(0.2f)).as("until they move").isEmpty();
    }

    @Test
    void scoresMayStayWhileTheRoomStaysQuiet() {
        stay(400);
        level = -45;
        stay(400);
    }

    @Test
    void aDetectorOfOneKindOfSoundSaysNothingOfOthers() {
        check = new ScoreCheck(1_000, (from, to) -> level, false);
        stay(40);
        level = -20;
        stay(400);
        assertThat(next(Float.NaN)).contains("no numbers");
    }

    private void stay(int seconds) {
        for (int i = 0; i < seconds; i++) {
            assertThat(next(0.1f)).isEmpty();
        }
    }

    private String next(float... scores) {
        long start = 1_000L * second++;
        return check.problem(start, start + 1_000, scores);
    }
}
