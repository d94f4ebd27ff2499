// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
            assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable e) throws T {
        throw (T) e;
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
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

        task.close();

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
