// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.LogCapture;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {
    @Test
    void runsAgainAfterWhateverItThrows() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(5);
        Throwable[] thrown = {
            new IllegalStateException("1"),
            new NoClassDefFoundError("2"),
            new StackOverflowError("3"),
            new ThreadDeath()
        };
        try (PeriodicTask task =
                new PeriodicTask(
                        "test",
                        Duration.ofMillis(1),
                        () -> {
                            int run = (int) (5 - runs.getCount());
                            runs.countDown();
                            if (run < thrown.length) {
                                PeriodicTaskTest.<RuntimeException>rethrow(thrown[run]);
                            }
                        })) {
            assertThat(runs.await(90, TimeUnit.SECONDS)).isTrue();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable e) throws T {
        throw (T) e;
    }

    @Test
    void logsTheFirstOfFailuresInARow() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(6);
        try (LogCapture log = LogCapture.by(PeriodicTask.class.getName());
                PeriodicTask task =
                        new PeriodicTask(
                                "test",
                                Duration.ofMillis(1),
                                () -> {
                                    runs.countDown();
                                    if (runs.getCount() != 3) {
                                        throw new IllegalStateException();
                                    }
                                })) {
            assertThat(runs.await(90, TimeUnit.SECONDS)).isTrue();
            task.close();
            assertThat(log.about("test failed; it is retried")).hasSize(2);
        }
    }

    @Test
    void finishingRunsWhatWasGivenToIt() throws InterruptedException {
        Queue<String> done = new ConcurrentLinkedQueue<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch given = new CountDownLatch(1);
        PeriodicTask task =
                new PeriodicTask(
                        "test",
                        Duration.ZERO,
                        Duration.ofHours(1),
                        () -> {
                            started.countDown();
                            awaitUninterrupted(given);
                            done.add("run");
                        });
        assertThat(started.await(90, TimeUnit.SECONDS)).isTrue();
        task.execute(
                () -> {
                    throw new IllegalStateException("must not end the tasks behind it");
                });
        task.execute(() -> done.add("given"));
        given.countDown();

        assertThat(task.finish(Duration.ofSeconds(90))).isTrue();
        task.execute(() -> done.add("late"));

        assertThat(done).containsExactly("run", "given");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(90, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closingInterruptsARun() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        PeriodicTask task =
                new PeriodicTask(
                        "test",
                        Duration.ZERO,
                        Duration.ofHours(1),
                        () -> {
                            started.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                        });
        assertThat(started.await(90, TimeUnit.SECONDS)).isTrue();

        task.close();

        assertThat(interrupted.await(90, TimeUnit.SECONDS)).isTrue();
    }
}
