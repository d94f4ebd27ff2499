// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.engine.fake.FakeModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BlockedModelsTest {
    private final BlockedModels blocked = new BlockedModels();
    private final KnownModel model = new KnownModel(FakeModel.doorbell("a"));

    @Test
    void oneIsTriedAgainOnceAfterAPauseThatGrows() {
        assertThat(blocked.blocked(model, Duration.ZERO)).isEqualTo(BlockedModels.FIRST);
        assertThat(blocked.takeDue(BlockedModels.FIRST.minusSeconds(1))).isEmpty();
        assertThat(blocked.takeDue(BlockedModels.FIRST)).containsExactly(model);
        assertThat(blocked.takeDue(Duration.ofDays(1))).isEmpty();
        Duration pause = Duration.ZERO;
        for (int i = 0; i < 5; i++) {
            Duration next = blocked.blocked(model, Duration.ofDays(1));
            assertThat(next).isGreaterThanOrEqualTo(pause).isGreaterThan(BlockedModels.FIRST);
            pause = next;
        }
        assertThat(pause).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void oneThatIsRemovedIsForgotten() {
        blocked.blocked(model, Duration.ZERO);
        blocked.forget(model);
        assertThat(blocked.takeDue(Duration.ofDays(1))).isEmpty();
    }
}
