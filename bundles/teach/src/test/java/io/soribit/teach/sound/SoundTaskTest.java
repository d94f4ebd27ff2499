// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

class SoundTaskTest {
    private static final Duration PERIOD = Duration.ofMillis(1);
    private static final String THREAD = "soribit-teach-test";

    private static BundleContext context(Map<String, String> properties) {
        return (BundleContext)
                Proxy.newProxyInstance(
                        SoundTaskTest.class.getClassLoader(),
                        new Class<?>[] {BundleContext.class},
                        (proxy, method, arguments) -> properties.get((String) arguments[0]));
    }

    private static boolean runs() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(THREAD));
    }

    @Test
    void aHubThatListensGoesOnAfterADiskThatFailed() {
        AtomicInteger runs = new AtomicInteger();
        SoundTask.Work failing =
                () -> {
                    runs.incrementAndGet();
                    throw new IOException("the disk is gone");
                };
        try (SoundTask task = new SoundTask(context(Map.of()), THREAD, PERIOD, failing)) {
            assertThat(task).isNotNull();
            Await.until("it has run again", () -> runs.get() > 1);
        }
        Await.until("its thread has ended", () -> !runs());
    }

    @Test
    void aCommandThatListensToNothingHasNoThreadForIt() {
        BundleContext command = context(Map.of("soribit.sources", "none"));
        try (SoundTask task = new SoundTask(command, THREAD, PERIOD, () -> {})) {
            assertThat(task).isNotNull();
            assertThat(runs()).isFalse();
        }
    }
}
