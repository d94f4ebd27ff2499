// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateMonitorTest {
    private static final int RATE = 16_000;
    private static final long PACKET_MILLIS = 20;

    private final RateMonitor monitor = new RateMonitor(RATE, 7_000);
    private long now = 7_000;
    private long lost;

    /** Packets of so many samples a second for some seconds. */
    private @Nullable String send(int rate, int seconds) {
        String problem = null;
        for (long i = 0; i < seconds * 1_000L / PACKET_MILLIS; i++) {
            now += PACKET_MILLIS;
            problem = monitor.arrived((int) (rate * PACKET_MILLIS / 1_000), lost, now);
        }
        return problem;
    }

    @Test
    void aRateThatIsNotTheOneThatIsSaidIsNamedAfterHalfAMinute() {
        assertThat(send(48_000, 29)).isNull();
        assertThat(send(48_000, 1))
                .contains("48000 samples a second instead of 16000", "'sample_rate'")
                .doesNotContain("loses");
        assertThat(send(RATE, 15)).isNull();
        assertThat(send(8_000, 30)).contains("8000 samples a second", "why it loses audio");
    }

    @Test
    void driftDelaysAndBurstsAreNone() {
        assertThat(send(17_600, 60)).isNull();
        assertThat(send(14_400, 60)).isNull();
        now += 9_000; // an outage, and then what has waited
        assertThat(monitor.arrived(9 * RATE, lost, now)).isNull();
        assertThat(send(RATE, 60)).isNull();
        now += 60_000;
        assertThat(monitor.arrived(RATE, lost, now)).isNull();
        assertThat(monitor.arrived(59 * RATE, lost, now)).isNull();
        assertThat(send(RATE, 60)).isNull();
    }

    @Test
    void lostPacketsExplainTooFewSamples() {
        for (int i = 0; i < 60; i++) {
            lost++;
            assertThat(send(8_000, 1)).isNull();
        }
        for (int i = 0; i < 30; i++) {
            lost++;
            send(32_000, 1);
        }
        assertThat(send(32_000, 1)).contains("32000 samples");
    }
}
