// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.awtrix;

import static io.soribit.notify.panel.PanelFixtures.bell;
import static io.soribit.notify.panel.PanelFixtures.smoke;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Device;
import io.soribit.demo.VirtualMatrix;
import io.soribit.mqtt.Broker;
import io.soribit.notify.panel.PanelDesk;
import io.soribit.notify.panel.PanelFixtures;
import io.soribit.notify.panel.Panels;
import io.soribit.notify.panel.RecordedAlerts;
import io.soribit.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A display that speaks as AWTRIX 3 does, at a real broker. */
@Timeout(240)
class AwtrixTest {
    private static final String ID = "awtrix:awtrix_1";

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(PanelFixtures.ONSET);
    private Broker broker;
    private VirtualMatrix matrix;
    private PanelDesk desk;
    private RecordedAlerts alerts;
    private AwtrixPart part;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(folder, "hub");
        desk =
                new PanelDesk(
                        new AwtrixDriver(broker.bus(), clock),
                        broker.bus(),
                        new Panels(List.of("a/b/c"), "etc", folder.resolve("awtrix.json")),
                        clock,
                        Duration.ofSeconds(60),
                        () -> PanelFixtures.hearing(null, "hall"));
        alerts = new RecordedAlerts(desk);
        part =
                new AwtrixPart(
                        broker.bus(), desk, List.of("a/b/c"), name -> desk.pressed(name, alerts));
        matrix = new VirtualMatrix(broker.bus(), "awtrix_1", clock);
        settle();
    }

    @AfterEach
    void stop() throws Exception {
        part.close();
        matrix.unplug();
        broker.close();
    }

    /** What one says makes the other say something: a few times to and fro. */
    private void settle() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            broker.settle();
        }
    }

    private void useIt() throws Exception {
        matrix.tick();
        settle();
        desk.use(ID, true);
        settle();
    }

    private JsonNode seen() throws Exception {
        matrix.tick();
        settle();
        return matrix.state();
    }

    private Device device(String id) {
        return desk.devices().stream().filter(d -> d.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void itIsFoundTriedAndUsed() throws Exception {
        assertThat(desk.devices()).extracting(Device::id).containsExactly("awtrix:a/b/c");
        matrix.tick();
        settle();
        assertThat(device(ID))
                .isEqualTo(new Device(ID, "awtrix_1", "AWTRIX 3", "display", false, true, ""));
        desk.test(ID);
        settle();
        assertThat(matrix.state().path("text").asText()).isEqualTo("Soribit");
        assertThat(matrix.state().path("apps").isMissingNode()).isTrue();
        clock.advance(Duration.ofSeconds(8));
        desk.use(ID, true);
        assertThat(seen().path("text").asText()).isEqualTo("Listening");
        assertThat(broker.retained("awtrix_1/#")).containsOnlyKeys("awtrix_1/custom/soribit");
        desk.use(ID, false);
        assertThat(seen().path("text").asText()).isEmpty();
        assertThat(broker.retained("awtrix_1/#")).isEmpty();
        clock.advance(Duration.ofSeconds(61));
        assertThat(device(ID).reachable()).isFalse();
    }

    @Test
    void theTileTurnsRedWhenTheHubIsSilent() throws Exception {
        useIt();
        clock.advance(AwtrixDriver.STALE.minusSeconds(1));
        assertThat(matrix.state().path("stale").asBoolean()).isFalse();
        desk.renew();
        settle();
        clock.advance(AwtrixDriver.STALE.minusSeconds(1));
        assertThat(matrix.state().path("stale").asBoolean()).isFalse();
        part.close();
        clock.advance(Duration.ofSeconds(1));
        assertThat(seen().path("stale").asBoolean()).isTrue();
        assertThat(matrix.state().path("text").asText()).isEqualTo("Listening");
    }

    @Test
    void anUrgentAlertIsHeldUntilSomebodyHasSeenIt() throws Exception {
        useIt();
        alerts.raise(bell("1"));
        clock.advance(Duration.ofMinutes(10));
        JsonNode state = seen();
        assertThat(state.path("text").asText()).isEqualTo("Doorbell - hall");
        assertThat(state.path("colour").asText()).isEqualTo("#00C853");
        assertThat(state.path("hold").asBoolean()).isTrue();
        assertThat(state.path("blink_ms").asInt()).isZero();
        alerts.acknowledge("1", "page");
        assertThat(seen().path("hold").asBoolean()).isFalse();
        assertThat(matrix.state().path("text").asText()).isEqualTo("Listening");
    }

    @Test
    void itsButtonSaysThatAllWasSeen() throws Exception {
        useIt();
        alerts.raise(bell("1"));
        alerts.raise(bell("2"));
        settle();
        matrix.press();
        settle();
        assertThat(alerts.acknowledged)
                .containsExactlyInAnyOrder("1 awtrix awtrix_1", "2 awtrix awtrix_1");
        assertThat(seen().path("hold").asBoolean()).isFalse();
    }

    @Test
    void anEmergencyBlinksOnceASecondAndNeverInSaturatedRed() throws Exception {
        useIt();
        alerts.raise(smoke("1"));
        JsonNode state = seen();
        assertThat(state.path("text").asText()).isEqualTo("Smoke alarm - kitchen");
        assertThat(state.path("blink_ms").asInt()).isEqualTo(500);
        assertThat(state.path("colour").asText())
                .isNotEqualTo("#FF0000")
                .isEqualTo(TextColour.safe("#FF0000"));
        assertThat(state.path("hold").asBoolean()).isTrue();
    }

    @Test
    void whatNobodyHasSeenStaysForAMomentAndThenAsTheLastThatWasHeard() throws Exception {
        useIt();
        alerts.raise(bell("1"));
        alerts.end(bell("1"));
        JsonNode state = seen();
        assertThat(state.path("text").asText()).isEqualTo("Doorbell - hall");
        assertThat(state.path("hold").asBoolean()).isFalse();
        clock.advance(Duration.ofSeconds(20));
        state = seen();
        assertThat(state.path("text").asText()).isEqualTo("Listening");
        assertThat(state.at("/apps/1/text").asText()).isEqualTo("20:15 Doorbell - hall");
        clock.advance(Duration.ofHours(1));
        assertThat(seen().at("/apps/1").isMissingNode()).isTrue();
    }

    @Test
    void aNoticeGoesByItself() throws Exception {
        useIt();
        alerts.raise(
                PanelFixtures.alert(
                        "1", PanelFixtures.BELL, Phase.START, Urgency.NOTICE, 3, "hall"));
        assertThat(seen().path("text").asText()).isEqualTo("Doorbell x3 - hall");
        clock.advance(Duration.ofSeconds(10));
        assertThat(seen().path("text").asText()).isEqualTo("Listening");
    }

    @Test
    void aRestartedDisplayIsSentTheAlertAgain() throws Exception {
        useIt();
        alerts.raise(bell("1"));
        clock.advance(Duration.ofSeconds(20));
        seen();
        matrix.unplug();
        matrix = new VirtualMatrix(broker.bus(), "awtrix_1", clock);
        settle();
        assertThat(seen().path("text").asText()).isEqualTo("Doorbell - hall");
    }

    @Test
    void malformedMessagesAreIgnored() throws Exception {
        useIt();
        alerts.raise(bell("1"));
        try (Broker.Listener other = broker.listen()) {
            for (Map.Entry<String, String> message :
                    Map.of(
                                    "x/stats", "no JSON",
                                    "y/stats", "{\"bri\":1}",
                                    "z/stats", "[]",
                                    "awtrix_1/stats", "",
                                    "w/stats", "{\"uid\":{},\"bri\":\"x\",\"matrix\":1}",
                                    "v/stats", "{" + " ".repeat(5_000) + "}",
                                    "awtrix_1/stats/buttonSelect", "2",
                                    "nobody/stats/buttonSelect", "1")
                            .entrySet()) {
                other.publish(message.getKey(), message.getValue(), false);
            }
        }
        settle();
        assertThat(alerts.acknowledged).isEmpty();
        assertThat(desk.devices()).extracting(Device::id).containsExactly("awtrix:a/b/c", ID);
    }

    @Test
    void malformedMessagesOfADisplayAreReportedUntilAValidOneComes() throws Exception {
        useIt();
        try (Broker.Listener other = broker.listen()) {
            other.publish("awtrix_1/stats", "{\"bri\":1}", false);
            other.publish("awtrix_1/stats", "no JSON", false);
        }
        settle();
        assertThat(device(ID).message()).contains("2 times (its stats are not those of an AWTRIX");
        clock.advance(Duration.ofSeconds(20));
        matrix.tick();
        settle();
        assertThat(device(ID).message()).isEmpty();
    }

    @Test
    void displaysWithLongPrefixesWorkIfTheyAreConfigured() throws Exception {
        matrix.unplug();
        matrix = new VirtualMatrix(broker.bus(), "a/b/c", clock);
        settle();
        seen();
        assertThat(device("awtrix:a/b/c").reachable()).isTrue();
        alerts.raise(bell("1"));
        settle();
        matrix.press();
        settle();
        assertThat(alerts.acknowledged).containsExactly("1 awtrix a/b/c");
    }

    @Test
    void whatTheFontHasNotIsLeftOut() {
        assertThat(AwtrixDriver.shown("Doorbell - 부엌")).isEqualTo("Doorbell");
        assertThat(AwtrixDriver.shown("Doorbell - 부엌, hall")).isEqualTo("Doorbell - hall");
        assertThat(AwtrixDriver.shown("Doorbell - hall, 부엌, attic"))
                .isEqualTo("Doorbell - hall, attic");
        assertThat(AwtrixDriver.shown("Not heard: 부엌")).isEqualTo("Not heard");
        assertThat(AwtrixDriver.shown("Küche 🔔\n")).isEqualTo("Küche");
        assertThat(AwtrixDriver.shown("x".repeat(500))).hasSize(120);
    }

    @Test
    void noColourThatBlinksIsSaturatedRed() {
        for (int rgb = 0; rgb <= 0xFFFFFF; rgb += 0x0305) {
            String safe = TextColour.safe(String.format("#%06X", rgb));
            double red = linear(safe, 1);
            double all = red + linear(safe, 3) + linear(safe, 5);
            assertThat(all == 0 ? 0 : red / all).as(safe).isLessThan(0.8);
        }
        assertThat(TextColour.safe("#00C853")).isEqualTo("#00C853");
    }

    private static double linear(String colour, int begin) {
        double value = Integer.parseInt(colour.substring(begin, begin + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    @Test
    void everyAlertIsSafeWhateverItsColour() throws Exception {
        useIt();
        try (Broker.Listener other = broker.listen("awtrix_1/notify")) {
            for (Alert alert : List.of(bell("1"), smoke("2"))) {
                alerts.raise(alert);
                assertThat(other.next().text())
                        .containsAnyOf("\"blinkText\":500", "\"hold\":true")
                        .doesNotContain("fadeText", "\"rainbow\"")
                        .contains("\"stack\":false", "\"wakeup\":true");
            }
        }
    }
}
