// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import static org.assertj.core.api.Assertions.assertThat;

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
        alerts.add(Some.bell("1"));
        runner.adopt(alerts);
        assertThat(next()).isEqualTo("a show 1");
        runner.pressed("a", null);
        runner.pressed("a", alerts);
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
        runner.adopt(alerts);
        runner.close();
        assertThat(said).isEmpty();
        assertThat(
                        Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.getName().equals("soribit-one")))
                .isEmpty();
    }
}
