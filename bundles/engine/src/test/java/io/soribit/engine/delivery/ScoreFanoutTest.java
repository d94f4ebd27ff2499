// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.score.ScoreTrace;
import io.soribit.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScoreFanoutTest {
    private static final ScoreTrace TRACE =
            new ScoreTrace(
                    "hall",
                    "doorbell",
                    "model",
                    "home",
                    Instant.EPOCH,
                    Duration.ofMillis(240),
                    0.5f,
                    0.3f,
                    List.of(0.4f));

    private final ScoreFanout fanout = new ScoreFanout();
    private final List<ScoreTrace> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        fanout.close();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneThatBlocksOrFailsDelaysNoOther() {
        CountDownLatch release = new CountDownLatch(1);
        fanout.add(
                1,
                "blocks where it is made",
                () -> {
                    awaitQuietly(release);
                    return heard::add;
                });
        fanout.add(
                2,
                "fails",
                () ->
                        trace -> {
                            throw new NoClassDefFoundError("on purpose");
                        });
        fanout.add(3, "listens", () -> heard::add);

        fanout.publish(TRACE);
        fanout.publish(TRACE);

        Await.until("both traces are heard", () -> heard.size() == 2);
        release.countDown();
    }

    @Test
    void whoIsRemovedHearsNoMore() {
        fanout.add(1, "goes", () -> heard::add);
        fanout.remove(1);
        fanout.add(2, "stays", () -> heard::add);

        fanout.publish(TRACE);

        Await.until("one has heard it", () -> !heard.isEmpty());
        assertThat(heard).containsExactly(TRACE);
    }
}
