// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import io.soribit.testkit.Ports;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;

/** The cluster's bundle in the framework: its engine runs only while it is configured. */
class ClusterTest {
    private static final String PID = "io.soribit.cluster";

    @InjectBundleContext BundleContext context;
    private Hub hub;

    @BeforeEach
    void ready() {
        hub = new Hub(context).ready();
    }

    @Test
    void itsEngineRunsOnlyWhileItIsConfigured() throws Exception {
        Await.until("it is not configured", () -> hub.doctor("cluster").isEmpty());
        assertThat(hasThreads()).isFalse();
        try (Settings settings = new Settings(context)) {
            settings.set(
                    PID,
                    Map.of(
                            "partner",
                            "127.0.0.1:" + Ports.free(),
                            "key",
                            "a long and random key",
                            "port",
                            Ports.free()));
            Await.until(
                    () -> "it is a member: " + hub.doctor("cluster"),
                    () -> hub.doctor("cluster").toString().contains("no other hub is connected"));
            assertThat(hasThreads()).isTrue();
        }
        Await.until("its threads have ended", () -> !hasThreads());
        assertThat(hub.doctor("cluster")).isEmpty();
    }

    @Test
    void aKeyThatIsTooShortIsSaid() throws Exception {
        try (Settings settings = new Settings(context)) {
            settings.set(PID, Map.of("partner", "127.0.0.1", "key", "short"));
            Await.until(
                    () -> "it is said: " + hub.doctor("cluster"),
                    () -> hub.doctor("cluster").toString().contains("fewer than 16"));
            assertThat(hasThreads()).isFalse();
        }
    }

    private static boolean hasThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .anyMatch(n -> n.startsWith("jgroups-") || n.startsWith("soribit-cluster"));
    }
}
