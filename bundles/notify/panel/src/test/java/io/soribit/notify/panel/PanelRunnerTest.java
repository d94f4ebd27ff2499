// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PanelRunnerTest {
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private String next() throws InterruptedException {
        String line = said.poll(20, TimeUnit.SECONDS);
        assertThat(line).as("what comes within 20 s").isNotNull();
        return line;
    }

    @Test
    void displaysAreAWayOutWhileThereAreAny() throws Exception {
        OneDisplay display = new OneDisplay(said);
        display.desk().heard("a", false);
        display.desk().use("one:a", true);
        assertThat(next()).isEqualTo("a Listening");
        PanelRunner runner =
                new PanelRunner(
                        display.desk(),
                        () -> {
                            said.add("offered");
                            return () -> said.add("withdrawn");
                        });
        assertThat(next()).isEqualTo("a Listening");
        assertThat(next()).isEqualTo("offered");
        display.hearing = Some.hearing("hall", "hall");
        assertThat(next()).isEqualTo("a Not heard: hall");
        display.hearing = Some.hearing(null, "hall");
        assertThat(next()).isEqualTo("a Listening");
        PaperAlerts alerts = new PaperAlerts(display.desk());
        runner.pressed("a");
        runner.bind(alerts);
        runner.bind(alerts);
        assertThat(alerts.watchers()).isEqualTo(1);
        alerts.raise(Some.bell("1"));
        assertThat(next()).isEqualTo("a last 1");
        assertThat(next()).isEqualTo("a show 1");
        runner.confirmed("a");
        assertThat(next()).isEqualTo("a hide");
        alerts.raise(Some.awaited(Some.bell("2")));
        assertThat(next()).isEqualTo("a last 2");
        assertThat(next()).isEqualTo("a show 2");
        alerts.finish(Some.bell("2"));
        display.clock.move(Duration.ofSeconds(5));
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
        assertThat(said).isEmpty();
        assertThat(
                        Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.getName().equals("soribit-one")))
                .isEmpty();
    }
}
