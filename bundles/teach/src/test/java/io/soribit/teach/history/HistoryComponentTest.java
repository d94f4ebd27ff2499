// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import io.soribit.testkit.Configurations;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class HistoryComponentTest {
    @TempDir Path data;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));

    @Test
    void whatIsTooOldIsRemovedThoughNothingIsHeardAnyMore() throws IOException {
        Path folder = Files.createDirectories(data.resolve("heard"));
        Path day = Files.writeString(folder.resolve("2026-03-01.embeddings"), "numbers");
        HistoryComponent history =
                new HistoryComponent(
                        context(),
                        Configurations.of(HistoryConfig.class, Map.of()),
                        clock,
                        Duration.ofMillis(1));
        try {
            assertThat(day).exists();
            clock.advance(Duration.ofDays(14));
            Await.until("it is removed", () -> !Files.exists(day));
        } finally {
            history.deactivate();
        }
    }

    private BundleContext context() {
        return proxy(
                BundleContext.class,
                Map.of("registerService", proxy(ServiceRegistration.class, Map.of())));
    }

    /** Answers what is given; a property is the folder or missing. */
    private <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) ->
                                method.getName().equals("getProperty")
                                        ? "soribit.data".equals(arguments[0])
                                                ? data.toString()
                                                : null
                                        : answers.get(method.getName())));
    }
}
