// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final Duration CHECK = Duration.ofMillis(500);
    private final Lateness lateness = new Lateness();
    private int stride = 1;
    private long now = Long.MAX_VALUE - 1_000_000_000L; // it may run over

    /** For a while; the stride afterwards. */
    private int run(Duration time, double share, double load) {
        for (Duration t = Duration.ZERO; t.compareTo(time) < 0; t = t.plus(CHECK)) {
            now += CHECK.toNanos();
            stride = lateness.update(share, load, stride, now);
        }
        return stride;
    }

    @Test
    void windowsThatStayLateAreScoredLessOften() {
        assertThat(run(Lateness.NOTICED, 0.5, 0.9)).isEqualTo(1);
        assertThat(run(CHECK, 0.5, 0.9)).isEqualTo(2);
    }

    @Test
    void aBurstOrAFewLateWindowsChangeNothing() {
        run(Duration.ofSeconds(1), 1, 0.9);
        run(CHECK, 0, 0.9);
        assertThat(run(Duration.ofSeconds(1), 1, 0.9)).isEqualTo(1);
        assertThat(run(Duration.ofMinutes(1), 0.05, 0.9)).isEqualTo(1);
    }

    @Test
    void whereWindowsCostLittleLeavingSomeOutDoesNotHelp() {
        assertThat(run(Duration.ofMinutes(1), 1, 0.1)).isEqualTo(1);
    }

    @Test
    void aBacklogIsWorkedOffBeforeTheNextStep() {
        run(Lateness.NOTICED.plus(CHECK), 1, 0.9);
        assertThat(run(Lateness.SETTLED.minus(CHECK), 1, 0.9)).isEqualTo(2);
        assertThat(run(CHECK, 1, 0.9)).isEqualTo(3);
        assertThat(run(Duration.ofMinutes(2), 1, 0.9)).isEqualTo(HopWidening.WIDEST);
    }

    @Test
    void itIsTriedNarrowerEachTimeLater() {
        run(Lateness.NOTICED.plus(CHECK), 1, 0.9);
        Duration pause = Lateness.FIRST_PAUSE;
        for (int i = 0; i < 6; i++) {
            assertThat(run(pause.minus(CHECK), 0, 0.9)).as("%s", pause).isEqualTo(2);
            assertThat(run(CHECK, 0, 0.9)).as("%s", pause).isEqualTo(1);
            assertThat(run(Lateness.NOTICED.plus(CHECK), 1, 0.9)).isEqualTo(2);
            pause = pause.multipliedBy(2);
            if (pause.compareTo(Lateness.LONGEST_PAUSE) > 0) {
                pause = Lateness.LONGEST_PAUSE;
            }
        }
        run(pause, 0, 0.9);
        assertThat(run(pause.plus(CHECK), 0, 0.9)).isEqualTo(1);
        run(Lateness.NOTICED.plus(CHECK), 1, 0.9);
        assertThat(run(Lateness.FIRST_PAUSE, 0, 0.9)).as("it had lasted").isEqualTo(1);
    }

    @Test
    void itBeginsWithWhatWindowsCost() {
        for (int i = 0; i < 5; i++) {
            now += CHECK.toNanos();
            lateness.update(1, 0.9, 3, now);
        }
        assertThat(lateness.update(0, 0.9, 3, now + 1)).isEqualTo(4);
    }
}
