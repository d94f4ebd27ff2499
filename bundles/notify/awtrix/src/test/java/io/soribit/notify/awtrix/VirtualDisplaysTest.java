// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.awtrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.demo.VirtualDisplays;
import io.soribit.mqtt.Broker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the displays of the demonstration show, for the clients that draw them. */
@Timeout(240)
class VirtualDisplaysTest {
    private static final String MATRIX = "soribit/hub/simulated/soribit-matrix";

    @TempDir Path folder;

    @Test
    void whatTheyShowIsOnATopicAndAMessagePressesTheirButtons() throws Exception {
        try (Broker broker = new Broker(folder, "hub");
                Broker.Listener seen = broker.listen(MATRIX);
                Broker.Listener buttons = broker.listen("soribit-matrix/stats/buttonSelect")) {
            VirtualDisplays displays = new VirtualDisplays(broker.bus());
            assertThat(seen.next().text())
                    .contains("\"kind\":\"AWTRIX 3\"", "\"text\":\"\"", "\"stale\":false");
            broker.settle();
            seen.publish("soribit-matrix/notify", "{\"text\":\"Hello\",\"hold\":true}", false);
            assertThat(seen.next().text()).contains("\"text\":\"Hello\"", "\"hold\":true");
            seen.publish(MATRIX + "/press", "", false);
            assertThat(buttons.next().text()).isEqualTo("1");
            assertThat(seen.next().text()).contains("\"text\":\"\"", "\"hold\":false");
            displays.unplug();
            assertThat(seen.next().text()).isEmpty();
            assertThat(broker.retained("hasp/#"))
                    .containsEntry("hasp/soribit-plate/LWT", "offline");
        }
    }
}
