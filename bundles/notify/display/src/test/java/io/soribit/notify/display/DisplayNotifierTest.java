// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.display;

import static io.soribit.notify.panel.PanelFixtures.alert;
import static io.soribit.notify.panel.PanelFixtures.awaited;
import static io.soribit.notify.panel.PanelFixtures.bell;
import static io.soribit.notify.panel.PanelFixtures.over;
import static io.soribit.notify.panel.PanelFixtures.smoke;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.MessageBus;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.notify.panel.PanelFixtures;
import io.soribit.notify.panel.RecordedAlerts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisplayNotifierTest {
    private final PaperBus bus = new PaperBus();

    /** Writes down what is published. */
    private static final class PaperBus implements MessageBus {
        final List<String> lines = new ArrayList<>();
        boolean connected = true;

        @Override
        public boolean connected() {
            return connected;
        }

        @Override
        public String address() {
            return "tcp://10.0.0.5:1883";
        }

        @Override
        public String root() {
            return "soribit/hub";
        }

        @Override
        public void publish(String topic, byte[] payload, int qos, boolean retained) {
            lines.add(topic + " " + new String(payload, UTF_8) + (retained ? " (retained)" : ""));
        }

        @Override
        public Subscription subscribe(String filter, Handler handler) {
            throw new UnsupportedOperationException(filter);
        }
    }

    private DisplayNotifier display(String topic, String language) {
        DisplayNotifier display = new DisplayNotifier(bus, topic, language);
        assertThat(bus.lines).as("the line of a hub that was killed").hasSize(1);
        bus.lines.clear();
        return display;
    }

    private List<String> lines() {
        List<String> all = List.copyOf(bus.lines);
        bus.lines.clear();
        return all;
    }

    @Test
    void oneLineWhileAnAlertGoesOn() throws Exception {
        DisplayNotifier display = display("", "en");
        display.deliver(bell("1"));
        assertThat(lines()).containsExactly("soribit/hub/display 🔔 Doorbell · hall (retained)");
        display.deliver(bell("1"));
        display.deliver(alert("1", PanelFixtures.BELL, Phase.UPDATE, Urgency.URGENT, 1, "hall"));
        assertThat(lines()).isEmpty();
        display.deliver(alert("1", PanelFixtures.BELL, Phase.UPDATE, Urgency.URGENT, 3, "hall"));
        assertThat(lines()).containsExactly("soribit/hub/display 🔔 Doorbell ×3 · hall (retained)");
        display.deliver(over(bell("1")));
        assertThat(lines()).containsExactly("soribit/hub/display  (retained)");
        display.deliver(alert("1", PanelFixtures.BELL, Phase.UPDATE, Urgency.URGENT, 4, "hall"));
        assertThat(lines()).isEmpty();
    }

    @Test
    void theMostUrgentIsShown() throws Exception {
        DisplayNotifier display = display("home/line", "KO");
        display.deliver(smoke("1"));
        display.deliver(
                alert("2", PanelFixtures.BELL, Phase.START, Urgency.URGENT, 1, "부엌", "hall"));
        assertThat(lines()).containsExactly("home/line 🔥 화재경보 · kitchen (retained)");
        display.deliver(over(smoke("1")));
        assertThat(lines()).containsExactly("home/line 🔔 초인종 · 부엌, hall (retained)");
        display.deliver(bell("3"));
        display.deliver(alert("2", PanelFixtures.BELL, Phase.UPDATE, Urgency.URGENT, 1, "부엌"));
        assertThat(lines()).containsExactly("home/line 🔔 초인종 · hall (retained)");
        display.deactivate();
        assertThat(lines()).containsExactly("home/line  (retained)");
    }

    @Test
    void whatSomebodyHasSeenGoesButAnEmergencyStays() throws Exception {
        DisplayNotifier display = display("", "en");
        display.deliver(bell("1"));
        display.acknowledged(bell("1"), "Minsu");
        assertThat(lines()).hasSize(2).last().isEqualTo("soribit/hub/display  (retained)");
        display.deliver(smoke("2"));
        display.acknowledged(smoke("2"), "Minsu");
        assertThat(lines())
                .containsExactly("soribit/hub/display 🔥 Smoke alarm · kitchen (retained)");
        display.deliver(over(smoke("2")));
        assertThat(lines()).containsExactly("soribit/hub/display  (retained)");
        display.remind(bell("3"));
        assertThat(lines()).containsExactly("soribit/hub/display 🔔 Doorbell · hall (retained)");
        assertThat(display.targets()).containsExactlyInAnyOrder("display", "text");
    }

    @Test
    void whatSomebodyHasToSeeStaysUntilThenOrUntilTheAlertIsOver() throws Exception {
        DisplayNotifier display = display("", "en");
        RecordedAlerts alerts = new RecordedAlerts(display);
        display.bindAlerts(alerts);
        for (boolean seen : new boolean[] {true, false}) {
            alerts.raise(awaited(smoke("1")));
            display.deliver(over(awaited(smoke("1"))));
            assertThat(lines())
                    .containsExactly("soribit/hub/display 🔥 Smoke alarm · kitchen (retained)");
            if (seen) {
                alerts.acknowledge("1", "Minsu");
            } else {
                alerts.finish(awaited(smoke("1")));
            }
            assertThat(lines()).containsExactly("soribit/hub/display  (retained)");
        }
        display.unbindAlerts(alerts);
        assertThat(alerts.watchers()).isZero();
    }

    @Test
    void badSettingsFallBack() throws Exception {
        display("home/#", "tlh").deliver(bell("1"));
        assertThat(lines()).containsExactly("soribit/hub/display 🔔 Doorbell · hall (retained)");
    }

    @Test
    void withoutABrokerTheAlertIsNotDelivered() {
        DisplayNotifier display = display("", "en");
        bus.connected = false;
        assertThatThrownBy(() -> display.deliver(bell("1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tcp://10.0.0.5:1883");
        assertThat(bus.lines).isEmpty();
    }
}
