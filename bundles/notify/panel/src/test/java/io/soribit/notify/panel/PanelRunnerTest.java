// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class PanelRunnerTest {
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

    private String next() throws InterruptedException {
        String line = calls.poll(90, TimeUnit.SECONDS);
        assertThat(line).as("what comes within 90 s").isNotNull();
        return line;
    }

    @Test
    void displaysAreAWayOutWhileThereAreAny() throws Exception {
        RecordingDisplay display = new RecordingDisplay(calls);
        display.desk().heard("a", false);
        display.desk().use("one:a", true);
        assertThat(next()).isEqualTo("a Listening");
        PanelRunner runner =
                new PanelRunner(
                        display.desk(),
                        () -> {
                            calls.add("offered");
                            return () -> calls.add("withdrawn");
                        });
        assertThat(next()).isEqualTo("a Listening");
        assertThat(next()).isEqualTo("offered");
        display.hearing = PanelFixtures.hearing("hall", "hall");
        assertThat(next()).isEqualTo("a Not heard: hall");
        display.hearing = PanelFixtures.hearing(null, "hall");
        assertThat(next()).isEqualTo("a Listening");
        RecordedAlerts alerts = new RecordedAlerts(display.desk());
        runner.pressed("a");
        runner.bind(alerts);
        runner.bind(alerts);
        assertThat(alerts.watchers()).isEqualTo(1);
        alerts.raise(PanelFixtures.bell("1"));
        assertThat(next()).isEqualTo("a last 1");
        assertThat(next()).isEqualTo("a show 1");
        runner.confirmed("a");
        assertThat(next()).isEqualTo("a hide");
        alerts.raise(PanelFixtures.awaited(PanelFixtures.bell("2")));
        assertThat(next()).isEqualTo("a last 2");
        assertThat(next()).isEqualTo("a show 2");
        alerts.finish(PanelFixtures.bell("2"));
        display.clock.advance(Duration.ofSeconds(5));
        assertThat(next()).isEqualTo("a hide");
        display.desk().use("one:a", false);
        assertThat(next()).isEqualTo("a clear");
        assertThat(next()).isEqualTo("withdrawn");
        display.desk().heard("a", false);
        display.desk().use("one:a", true);
        assertThat(next()).isEqualTo("a Listening");
        assertThat(next()).isEqualTo("offered");
        runner.close();
        assertThat(next()).isEqualTo("withdrawn");
        assertThat(alerts.watchers()).isZero();
        runner.pressed("a");
        runner.close();
        assertThat(calls).isEmpty();
        Await.until(
                "its thread has ended",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().equals("soribit-one")));
    }
}
