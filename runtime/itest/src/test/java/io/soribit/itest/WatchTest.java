// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;

/** There is an alert for a room that is not heard. */
class WatchTest {
    @InjectBundleContext BundleContext context;
    @TempDir Path folder;
    private Hub hub;

    @BeforeEach
    void ready() {
        hub = new Hub(context).ready();
    }

    @Test
    void roomThatIsNotHeardIsAnAlertUntilItIsTakenAway() throws Exception {
        try (Inbox inbox = new Inbox(hub.broker(), "soribit/hub/alert/+", "soribit/hub/+/health");
                Settings watch = new Settings(context);
                Settings source = new Settings(context)) {
            watch.set("io.soribit.watch", Map.of("seconds", 5));
            source.add(
                    "io.soribit.source.file",
                    "gone",
                    Map.of(
                            "id",
                            "gone",
                            "room",
                            "cellar",
                            "path",
                            folder.resolve("nowhere.wav").toString()));
            inbox.await(
                    "soribit/hub/cellar/health",
                    text -> text.contains("\"lost\"") && text.contains("nowhere.wav"));
            Await.until(
                    () -> "an alert for the cellar: " + inbox.messages(),
                    () -> !alerts(inbox).isEmpty());
            String topic = alerts(inbox).get(0).topic();
            source.close();
            assertThat(inbox.await(topic, String::isEmpty).text()).isEmpty();
        }
    }

    private static List<Inbox.Message> alerts(Inbox inbox) {
        return inbox.messages().stream()
                .filter(m -> m.topic().matches("soribit/hub/alert/(?!state$).*"))
                .filter(m -> m.text().contains("\"not_heard\"") && m.text().contains("cellar"))
                .toList();
    }
}
