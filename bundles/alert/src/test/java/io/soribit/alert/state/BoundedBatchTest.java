// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class BoundedBatchTest {
    private final BoundedBatch<String> batch = new BoundedBatch<>(2, Duration.ofDays(1));

    @Test
    void somebodyIsAskedOnceUntilItBegins() {
        assertThat(batch.add("a")).isTrue();
        assertThat(batch.add("b")).isFalse();
        assertThat(batch.begin()).isEqualTo(2);
        assertThat(batch.take(1)).containsExactly("a");
        assertThat(batch.add("c")).isTrue();
        assertThat(batch.take(9)).containsExactly("b", "c");
        assertThat(batch.begin()).isZero();
    }

    @Test
    void whoAddsMoreThanACrowdWaitsUntilSomeAreTaken() throws Exception {
        List<String> taken = new ArrayList<>();
        CountDownLatch added = new CountDownLatch(1);
        Thread adds =
                new Thread(
                        () -> {
                            List.of("a", "b", "c", "d").forEach(batch::add);
                            added.countDown();
                        });
        adds.start();
        while (taken.size() < 2) {
            assertThat(added.getCount()).isOne();
            taken.addAll(batch.take(1));
        }
        added.await();
        taken.addAll(batch.take(9));
        assertThat(taken).containsExactly("a", "b", "c", "d");
    }

    @Test
    void nobodyWaitsLong() {
        BoundedBatch<String> hung = new BoundedBatch<>(1, Duration.ofMillis(1));
        List.of("a", "b", "c").forEach(hung::add);
        assertThat(hung.take(9)).containsExactly("a", "b", "c");
    }
}
