// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.LogCapture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Configurations are delivered while others are read: what was delivered last counts. */
class ProblemsTest {
    private static final Finding OLD = new Finding(true, "the old one");
    private static final Finding NEW = new Finding(true, "the new one");

    private final LogCapture log = LogCapture.by(Problems.class.getName());
    private final Problems problems = new Problems();

    @AfterEach
    void stop() {
        log.stop();
    }

    @Test
    void findingsFromBeforeADeliveryAreStale() {
        problems.delivered("lamp", Map.of("count", "old"), List.of(OLD));
        long before = problems.deliveries();
        problems.delivered("lamp", Map.of("count", "new"), List.of(NEW));
        assertThat(problems.read(before, "lamp", Map.of("count", "old"), List.of(OLD))).isFalse();
        long now = problems.deliveries();
        assertThat(problems.read(now, "lamp", Map.of("count", "new"), List.of(NEW))).isTrue();
        assertThat(problems.messages()).containsExactly("the new one");
        assertThat(log.lines()).containsExactly("ERROR the old one", "ERROR the new one");
    }

    @Test
    void newerDeliveriesAreKept() {
        long before = problems.deliveries();
        problems.delivered("lamp", Map.of(), List.of(NEW));
        problems.retain(before, Set.of());
        assertThat(problems.pids()).containsExactly("lamp");
        problems.retain(problems.deliveries(), Set.of());
        assertThat(problems.pids()).isEmpty();
    }
}
