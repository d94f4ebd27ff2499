// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconnectPolicyTest {
    private final ReconnectPolicy policy = new ReconnectPolicy();

    @Test
    void failedAttemptsPauseLongerUpToFiveSeconds() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            policy.failed();
            pauses.add(policy.pause().toMillis());
        }
        assertThat(pauses).containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 5_000L, 5_000L);
        assertThat(policy.takenOver()).isFalse();
    }

    @Test
    void aConnectionThatLastedIsRenewedAtOnce() {
        policy.failed();
        policy.lost(Duration.ofMinutes(10), true);
        assertThat(policy.pause()).isZero();
        assertThat(policy.persistent()).isFalse();
    }

    @Test
    void threeConnectionsThatAreClosedSoonAreATakeover() {
        List<Long> pauses = new ArrayList<>();
        List<Boolean> takenOver = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            policy.lost(Duration.ofSeconds(4), true);
            takenOver.add(policy.takenOver());
            pauses.add(policy.pause().toMillis());
        }
        assertThat(takenOver).containsExactly(false, false, true, true, true, true, true);
        assertThat(pauses).containsExactly(250L, 500L, 5_000L, 10_000L, 20_000L, 30_000L, 30_000L);
        policy.lost(Duration.ofMinutes(3), true);
        assertThat(policy.takenOver()).isFalse();
    }

    @Test
    void lossesForOtherReasonsOrWithABrokerThatIsDownAreNoTakeover() {
        for (int i = 0; i < 5; i++) {
            policy.lost(Duration.ofSeconds(1), false);
            assertThat(policy.takenOver()).isFalse();
        }
        for (int i = 0; i < 5; i++) {
            policy.lost(Duration.ofSeconds(1), true);
            policy.failed();
            assertThat(policy.takenOver()).isFalse();
        }
    }
}
