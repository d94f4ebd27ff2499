// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.Alert;
import io.soribit.api.MessageBus;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisplayNotifierTest {
    private static final Sound DOORBELL =
            new Sound(
                    "doorbell",
                    Map.of("en", "Doorbell", "ko", "초인종"),
                    "🔔",
                    "#00C853",
                    Urgency.URGENT,
                    List.of());

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

    private static Alert alert(Phase phase, Urgency urgency, String... rooms) {
        SoundEvent event =
                new SoundEvent(
                        "e",
                        phase,
                        true,
                        List.of(rooms),
                        DOORBELL,
                        Instant.EPOCH,
                        phase == Phase.END ? Instant.EPOCH : null,
                        1,
                        List.of(),
                        -20,
                        "model",
                        null,
                        Duration.ZERO);
        return new Alert("e", event, urgency);
    }

    private DisplayNotifier display(String topic, String language, String... awtrix) {
        return new DisplayNotifier(bus, topic, language, awtrix);
    }

    @Test
    void oneLinePerAlert() throws Exception {
        DisplayNotifier display = display("", "en");
        display.deliver(alert(Phase.START, Urgency.URGENT, "kitchen"));
        display.deliver(alert(Phase.UPDATE, Urgency.URGENT, "kitchen"));
        display.deliver(alert(Phase.END, Urgency.URGENT, "kitchen"));
        assertThat(bus.lines).containsExactly("soribit/hub/display 🔔 Doorbell · kitchen");
    }

    @Test
    void inKoreanOnATopicOfOnesOwn() throws Exception {
        display("home/line", "KO").deliver(alert(Phase.START, Urgency.URGENT, "부엌", "hall"));
        assertThat(bus.lines).containsExactly("home/line 🔔 초인종 · 부엌, hall");
    }

    @Test
    void badSettingsFallBack() throws Exception {
        display("home/#", "tlh", "a+b").deliver(alert(Phase.START, Urgency.URGENT, "kitchen"));
        assertThat(bus.lines).containsExactly("soribit/hub/display 🔔 Doorbell · kitchen");
    }

    @Test
    void awtrix() throws Exception {
        DisplayNotifier display = display("", "en", "one, two");
        display.deliver(alert(Phase.START, Urgency.URGENT, "hall"));
        String message =
                """
                /notify {"text":"Doorbell - hall","color":"#00C853","wakeup":true,"stack":false,\
                "duration":10,"repeat":2}""";
        assertThat(bus.lines).endsWith("one" + message, "two" + message).hasSize(3);
        bus.lines.clear();
        display.deliver(alert(Phase.START, Urgency.EMERGENCY, "hall"));
        assertThat(bus.lines.get(1))
                .endsWith("\"wakeup\":true,\"stack\":false,\"hold\":true,\"blinkText\":500}");
    }

    @Test
    void withoutABrokerTheAlertIsNotDelivered() {
        bus.connected = false;
        assertThatThrownBy(
                        () -> display("", "en").deliver(alert(Phase.START, Urgency.URGENT, "hall")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tcp://10.0.0.5:1883");
        assertThat(bus.lines).isEmpty();
    }
}
