// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.openhasp;

import static io.soribit.notify.panel.PanelFixtures.bell;
import static io.soribit.notify.panel.PanelFixtures.smoke;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.Hearing;
import io.soribit.demo.VirtualPlate;
import io.soribit.mqtt.Broker;
import io.soribit.notify.panel.PanelDesk;
import io.soribit.notify.panel.PanelFixtures;
import io.soribit.notify.panel.Panels;
import io.soribit.notify.panel.RecordedAlerts;
import io.soribit.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A display that speaks as openHASP does, at a real broker. */
@Timeout(240)
class OpenHaspTest {
    private static final String ID = "openhasp:plate01";

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(PanelFixtures.ONSET);
    private @Nullable Hearing hearing = PanelFixtures.hearing(null, "hall");
    private Broker broker;
    private VirtualPlate plate;
    private PanelDesk desk;
    private RecordedAlerts alerts;
    private PlatePart part;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(folder, "hub");
        begin("en");
        plate = new VirtualPlate(broker.bus(), "plate01", clock);
        settle();
    }

    private void begin(String language) {
        PlateSettings settings = PlateSettings.of("p1b20", "p1b21", language, problem -> {});
        desk =
                new PanelDesk(
                        new PlateDriver(broker.bus(), clock, settings),
                        broker.bus(),
                        new Panels(List.of(), "etc", folder.resolve("openhasp.json")),
                        clock,
                        Duration.ofDays(36_500),
                        () -> hearing);
        alerts = new RecordedAlerts(desk);
        part = new PlatePart(broker.bus(), desk, name -> desk.confirmed(name, alerts));
    }

    @AfterEach
    void stop() throws Exception {
        part.close();
        plate.unplug();
        broker.close();
    }

    /** What one says makes the other say something: a few times to and fro. */
    private void settle() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            broker.settle();
        }
    }

    private void useIt() throws Exception {
        desk.use(ID, true);
        settle();
    }

    private JsonNode seen() throws Exception {
        plate.tick();
        settle();
        return plate.state();
    }

    @Test
    void itIsFoundTriedAndUsed() throws Exception {
        assertThat(desk.devices())
                .containsExactly(new Device(ID, "plate01", "openHASP", "display", false, true, ""));
        desk.test(ID);
        assertThat(seen().path("text").asText()).isEqualTo("Soribit");
        clock.advance(Duration.ofSeconds(10));
        assertThat(seen().path("text").asText()).isEmpty();
        useIt();
        assertThat(seen().at("/objects/p1b21").asText()).isEqualTo("20:15 Listening");
        plate.unplug();
        settle();
        assertThat(desk.devices().get(0).reachable()).isFalse();
        assertThat(desk.devices().get(0).message()).contains("plate01");
    }

    @Test
    void anUrgentAlertPopsUpAndIsHeldUntilItIsConfirmed() throws Exception {
        useIt();
        alerts.raise(bell("1"));
        alerts.raise(bell("2"));
        clock.advance(Duration.ofMinutes(10));
        JsonNode state = seen();
        assertThat(state.path("text").asText()).isEqualTo("Doorbell - hall");
        assertThat(state.path("hold").asBoolean()).isTrue();
        assertThat(state.path("lit").asBoolean()).isTrue();
        assertThat(state.at("/objects/p1b20").asText()).isEqualTo("20:15 Doorbell - hall");
        plate.press();
        settle();
        assertThat(alerts.acknowledged).containsExactly("2 openhasp plate01");
        assertThat(seen().path("text").asText()).as("the other one").isEqualTo("Doorbell - hall");
        plate.press();
        settle();
        assertThat(alerts.acknowledged).contains("1 openhasp plate01");
        assertThat(seen().path("text").asText()).isEmpty();
    }

    @Test
    void whatSomebodyHasSeenElsewhereGoes() throws Exception {
        useIt();
        alerts.raise(bell("1"));
        settle();
        alerts.acknowledge("1", "page");
        assertThat(seen().path("text").asText()).isEmpty();
    }

    @Test
    void whatNobodyHasSeenStaysForAMoment() throws Exception {
        useIt();
        alerts.raise(smoke("1"));
        alerts.end(smoke("1"));
        assertThat(seen().path("text").asText()).isEqualTo("Smoke alarm - kitchen");
        assertThat(plate.state().path("hold").asBoolean()).isFalse();
        clock.advance(Duration.ofSeconds(20));
        assertThat(seen().path("text").asText()).isEmpty();
        assertThat(plate.state().at("/objects/p1b20").asText())
                .isEqualTo("20:15 Smoke alarm - kitchen");
    }

    @Test
    void theStatusSaysWhenTheHubWasThereAndWhatItDoesNotHear() throws Exception {
        useIt();
        hearing = PanelFixtures.hearing("attic", "hall", "attic");
        clock.advance(Duration.ofMinutes(3));
        desk.renew();
        assertThat(seen().at("/objects/p1b21").asText()).isEqualTo("20:18 Not heard: attic");
        desk.use(ID, false);
        assertThat(seen().at("/objects/p1b21").asText()).isEmpty();
    }

    @Test
    void aRestartedPlateIsSentTheAlertAgain() throws Exception {
        useIt();
        alerts.raise(bell("1"));
        settle();
        plate.unplug();
        plate = new VirtualPlate(broker.bus(), "plate01", clock);
        assertThat(seen().path("text").asText()).isEqualTo("Doorbell - hall");
        assertThat(plate.state().at("/objects/p1b21").asText()).isEqualTo("20:15 Listening");
    }

    @Test
    void inKoreanAndNeverLongerThanAPlateTakes() throws Exception {
        part.close();
        begin("ko");
        settle();
        useIt();
        String[] rooms = new String[60];
        for (int i = 0; i < rooms.length; i++) {
            rooms[i] = "아주 긴 이름을 가진 방 " + i;
        }
        alerts.raise(
                PanelFixtures.alert(
                        "1", PanelFixtures.BELL, Phase.START, Urgency.NOTICE, 2, rooms));
        assertThat(seen().path("text").asText())
                .startsWith("초인종 x2 - 아주 긴 이름을 가진 방 0, ")
                .endsWith("...")
                .hasSize(203);
        assertThat(plate.state().at("/objects/p1b21").asText()).isEqualTo("20:15 듣는 중");
    }

    @Test
    void malformedMessagesAreIgnored() throws Exception {
        useIt();
        alerts.raise(bell("1"));
        settle();
        try (Broker.Listener other = broker.listen()) {
            String box = "hasp/plate01/state/p0b254";
            for (String payload :
                    List.of(
                            "no JSON",
                            "[]",
                            "{}",
                            "{\"event\":\"down\",\"val\":0}",
                            "{\"event\":\"up\",\"val\":1}",
                            "{\"event\":\"up\"}",
                            "{\"event\":{\"a\":1},\"val\":0}",
                            " ".repeat(3_000))) {
                other.publish(box, payload, false);
            }
            other.publish("hasp/nobody/state/p0b254", "{\"event\":\"up\",\"val\":0}", false);
            other.publish("hasp/x\"y/LWT", "online", false);
            other.publish("hasp/ghost/LWT", "", false);
        }
        settle();
        assertThat(alerts.acknowledged).isEmpty();
        assertThat(desk.devices()).extracting(Device::id).containsExactly(ID);
    }

    @Test
    void malformedMessagesOfADisplayAreReportedUntilAValidOneComes() throws Exception {
        useIt();
        try (Broker.Listener other = broker.listen()) {
            other.publish("hasp/plate01/state/p0b254", "no JSON", false);
            other.publish("hasp/plate01/state/p0b254", "[]", false);
            broker.settle();
            assertThat(desk.devices().get(0).message()).contains("2 times", "no JSON object");
            other.publish("hasp/plate01/state/p0b254", "{\"event\":\"down\"}", false);
            broker.settle();
            assertThat(desk.devices().get(0).message()).isEmpty();
            other.publish("hasp/plate01/LWT", "perhaps", false);
            broker.settle();
            assertThat(desk.devices().get(0).message()).contains("neither online nor offline");
            other.publish("hasp/plate01/LWT", "online", false);
            broker.settle();
            assertThat(desk.devices().get(0).message()).isEmpty();
        }
    }

    @Test
    void invalidSettingsAreReported() {
        List<String> problems = new ArrayList<>();
        assertThat(PlateSettings.of("title", "p13b1", "tlh", problems::add))
                .isEqualTo(new PlateSettings("", "", "en"));
        assertThat(PlateSettings.of("p0b254", " p12b253 ", "KO", problems::add))
                .isEqualTo(new PlateSettings("", "p12b253", "ko"));
        assertThat(problems)
                .satisfiesExactly(
                        first -> assertThat(first).contains("language 'tlh'"),
                        second -> assertThat(second).contains("line 'title'"),
                        third -> assertThat(third).contains("status 'p13b1'"),
                        fourth -> assertThat(fourth).contains("line 'p0b254'"));
    }
}
