// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Embedding;
import io.soribit.api.score.EmbeddingListener;
import io.soribit.testkit.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddingFanoutTest {
    private static final Embedding TRUNK = new Embedding("fake-1", 2);

    private final EmbeddingFanout fanout = new EmbeddingFanout();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final EmbeddingListener listener =
            (room, end, embedding, values) ->
                    heard.add(room + " " + end.toEpochMilli() + " " + values[0]);

    @AfterEach
    void close() {
        fanout.close();
    }

    @Test
    void eachGetsACopyInOrder() {
        fanout.add(1, "listens", () -> listener);
        float[] values = {0, 0};
        for (int i = 0; i < 10; i++) {
            values[0] = i;
            fanout.publish("hall", i, TRUNK, values);
        }
        Await.until("all are heard", () -> heard.size() == 10);
        assertThat(heard).startsWith("hall 0 0.0", "hall 1 1.0").endsWith("hall 9 9.0");
    }

    @Test
    void oneThatBlocksOrFailsDelaysNoOtherAndMissesWhatIsTooMuch() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<Long> late = new CopyOnWriteArrayList<>();
        fanout.add(
                1,
                "blocks",
                () ->
                        (room, end, embedding, values) -> {
                            late.add(end.toEpochMilli());
                            called.countDown();
                            try {
                                release.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        fanout.add(
                2,
                "fails",
                () ->
                        (room, end, embedding, values) -> {
                            throw new NoClassDefFoundError("on purpose");
                        });
        fanout.publish("hall", 0, TRUNK, new float[2]);
        called.await();
        for (int i = 1; i < 1_000; i++) {
            fanout.publish("hall", i, TRUNK, new float[2]);
        }
        fanout.add(3, "listens", () -> listener);
        fanout.publish("hall", 1_000, TRUNK, new float[2]);
        Await.until("the last one is heard", () -> heard.size() == 1);
        release.countDown();
        Await.until("what waited is delivered", () -> late.size() == 64);
        assertThat(late).startsWith(0L, 1L).endsWith(63L);
    }

    @Test
    void oneThatLeavesItsThreadInterruptedGoesOn() {
        fanout.add(
                1,
                "interrupts",
                () ->
                        (room, end, embedding, values) -> {
                            listener.onEmbedding(room, end, embedding, values);
                            Thread.currentThread().interrupt();
                        });
        fanout.publish("hall", 0, TRUNK, new float[2]);
        Await.until("the first is heard", () -> heard.size() == 1);
        fanout.publish("hall", 1, TRUNK, new float[2]);
        Await.until("the second is heard", () -> heard.size() == 2);
    }

    @Test
    void isWantedWhileThereIsAListener() {
        assertThat(fanout.wanted()).isFalse();
        fanout.add(1, "goes", () -> listener);
        assertThat(fanout.wanted()).isTrue();
        fanout.remove(1);
        assertThat(fanout.wanted()).isFalse();
        fanout.publish("hall", 0, TRUNK, new float[2]);
        assertThat(heard).isEmpty();
    }
}
