// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import io.soribit.common.log.SourceThrottle;
import io.soribit.testkit.Await;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.MessageFuzz;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CommandLogTest {
    private final MessageFuzz bus = new MessageFuzz();
    private final List<HomeMode> changes = new CopyOnWriteArrayList<>();

    /** Notes what is set. */
    private final class House implements Modes {
        @Override
        public HomeMode mode() {
            return HomeMode.HOME;
        }

        @Override
        public void set(HomeMode mode, String by) {
            changes.add(mode);
        }

        @Override
        public Watch watch(Consumer<HomeMode> watcher) {
            return () -> {};
        }
    }

    private void press(String command) {
        bus.deliver(("soribit/hub/" + command).getBytes(UTF_8));
    }

    @Test
    void whatIsIgnoredAgainAndAgainIsLoggedSomeTimes() {
        SourceThrottle throttle = new SourceThrottle(() -> Duration.ZERO);
        ControlTopics topics = new ControlTopics(bus, new Desk(), new House(), throttle);
        try (LogCapture log = LogCapture.by(ControlTopics.class.getName())) {
            for (int i = 0; i < 100; i++) {
                press("mode/set holi\u0007day" + "x".repeat(100_000));
                press("test nowhere" + "x".repeat(100_000));
            }
            press("mode/set sleep");
            Await.until("the last command is done", () -> !changes.isEmpty());
            assertThat(log.about("mode")).hasSize(10);
            assertThat(log.about("target")).hasSize(10);
            assertThat(log.about("target").get(0)).contains("…'; known targets: ");
            assertThat(log.lines()).allMatch(line -> line.length() < 300);
            assertThat(log.lines()).noneMatch(line -> line.contains("\u0007"));
        } finally {
            topics.deactivate();
        }
    }
}
