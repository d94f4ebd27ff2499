// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    @Test
    void runsTasksInOrderAlsoAfterOneThatFails() {
        List<String> done = new CopyOnWriteArrayList<>();
        try (SerialExecutor executor = new SerialExecutor("test")) {
            executor.execute(() -> done.add("a"));
            executor.execute(
                    () -> {
                        throw new NoClassDefFoundError("b");
                    });
            executor.execute(() -> done.add("c"));
            assertThat(executor.ask(() -> done.add("d"), LONG, false)).isTrue();
        }
        assertThat(done).containsExactly("a", "c", "d");
    }

    @Test
    void answersOtherwiseWhatFailsOrComesAfterTheEnd() {
        SerialExecutor executor = new SerialExecutor("test");
        String failed =
                executor.ask(
                        () -> {
                            throw new IllegalStateException("on purpose");
                        },
                        LONG,
                        "otherwise");
        executor.close();

        assertThat(failed).isEqualTo("otherwise");
        assertThat(executor.ask(() -> "answer", LONG, "otherwise")).isEqualTo("otherwise");
    }

    @Test
    void dropsWhatComesWhileTheQueueIsFull() throws InterruptedException {
        List<Integer> done = new CopyOnWriteArrayList<>();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        SerialExecutor executor = new SerialExecutor("test", 1, SerialExecutor.WhenFull.DROP);
        executor.execute(
                () -> {
                    busy.countDown();
                    awaitQuietly(go);
                });
        busy.await();
        executor.execute(() -> done.add(1));
        executor.execute(() -> done.add(2));
        go.countDown();
        Await.until("the first is done", () -> !done.isEmpty());
        executor.close();

        assertThat(done).containsExactly(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
