// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelState;
import io.soribit.common.room.RecentRooms;
import io.soribit.mqtt.Broker;
import io.soribit.notify.mqtt.StateTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real broker holds for Home Assistant, as time passes. */
@Timeout(240)
class DiscoveryTest {
    private static final String ALL = "homeassistant/#";
    private static final String HUB = "homeassistant/device/soribit_hub/config";
    private static final String HALL = "homeassistant/device/soribit_hub_hall/config";
    private static final String LIVING = "homeassistant/device/soribit_hub_-ac70--c2e4-/config";

    private final GrowingOntology sounds = new GrowingOntology();

    @TempDir Path folder;
    private Broker broker;
    private @Nullable Discovery discovery;
    private Duration now = Duration.ZERO;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(folder, "hub");
    }

    @AfterEach
    void stop() throws Exception {
        if (discovery != null) {
            discovery.close();
        }
        broker.close();
    }

    private Discovery run(boolean enabled) throws Exception {
        return run(enabled ? Form.DEVICE : Form.NONE);
    }

    private Discovery run(Form form) throws Exception {
        if (discovery != null) {
            discovery.close();
        }
        Devices devices = new Devices(broker.bus(), "hub", sounds, "en", "0.1.0");
        Settings settings = new Settings(form, "homeassistant", "en");
        discovery = new Discovery(broker.bus(), settings, devices);
        broker.settle();
        return discovery;
    }

    /** Looks each second, as the hub does, and lets the broker come along. */
    private void pass(
            Discovery looking,
            long seconds,
            @Nullable Hearing hearing,
            @Nullable ModelRegistry models)
            throws Exception {
        for (long i = 0; i < seconds; i++) {
            looking.look(hearing, models, null, now);
            now = now.plusSeconds(1);
            broker.settle();
        }
    }

    private JsonNode retained(String topic) throws Exception {
        return new ObjectMapper().readTree(broker.retained(topic).getOrDefault(topic, ""));
    }

    private Set<String> topics() throws Exception {
        return broker.retained(ALL).keySet();
    }

    @Test
    void aTaughtSoundAppearsWithoutARestart() throws Exception {
        Home home = new Home("hall");
        Discovery running = run(true);
        pass(running, 3, home, home);
        assertThat(retained(HALL).toString()).doesNotContain("own_bell");
        sounds.teach("own_bell");
        pass(running, 1, home, home);
        assertThat(retained(HALL).toString())
                .contains("soribit/hub/hall/own_bell/state", "Our bell");
        try (Broker.Listener listener = broker.listen("soribit/hub/hall/own_bell/get")) {
            pass(running, 6, home, home);
            assertThat(listener.next().topic()).isEqualTo("soribit/hub/hall/own_bell/get");
        }
    }

    @Test
    void roomsAppearAsTheyAppear() throws Exception {
        Home home = new Home("hall");
        Discovery running = run(true);
        pass(running, 3, home, home);
        assertThat(topics()).containsExactlyInAnyOrder(HUB, HALL);
        home.rooms.add("거실");
        pass(running, 1, home, home);
        assertThat(topics()).containsExactlyInAnyOrder(HUB, HALL, LIVING);
        assertThat(retained(LIVING).at("/device/name").asText()).isEqualTo("거실");
    }

    @Test
    void whatIsPublishedIsNotPublishedAgain() throws Exception {
        Home home = new Home("hall").model("a", ModelState.ACTIVE);
        Discovery running = run(true);
        try (Broker.Listener listener = broker.listen("homeassistant/#", "end")) {
            pass(running, 10, home, home);
            broker.bus().publish("end", "", 1, false);
            assertThat(List.of(listener.next().topic(), listener.next().topic()))
                    .containsExactly(HUB, HALL);
            assertThat(listener.next().topic()).isEqualTo("end");
            running.repeat();
            pass(running, 3, home, home);
            broker.bus().publish("end", "", 1, false);
            assertThat(List.of(listener.next().topic(), listener.next().topic()))
                    .containsExactly(HUB, HALL);
            assertThat(listener.next().topic()).isEqualTo("end");
        }
    }

    @Test
    void theChoiceIsAmongModelsThatAreThere() throws Exception {
        Home home = new Home().model("b", ModelState.PROVEN).model("no", ModelState.REFUSED);
        Discovery running = run(true);
        pass(running, 3, home, home);
        assertThat(retained(HUB).at("/components/model/options")).hasToString("[\"b\"]");
        home.model("a", ModelState.ACTIVE);
        pass(running, 1, home, home);
        assertThat(retained(HUB).at("/components/model/options")).hasToString("[\"a\",\"b\"]");
        pass(running, 1, home, null);
        assertThat(retained(HUB).at("/components/model/options")).hasToString("[\"a\",\"b\"]");
    }

    @Test
    void theModelIsPublishedAgainOnceItIsAnOption() throws Exception {
        Home home = new Home().model("a", ModelState.ACTIVE);
        home.activeModel = "a";
        Discovery running = run(true);
        try (Broker.Listener listener = broker.listen(HUB, "soribit/hub/model/state")) {
            pass(running, 4, home, home);
            assertThat(listener.next().topic()).isEqualTo(HUB);
            assertThat(listener.next().text()).isEqualTo("a");
            assertThat(listener.next().text()).isEqualTo("a");
        }
        assertThat(broker.retained("soribit/hub/model/state")).containsValue("a");
    }

    @Test
    void anEntityThatIsNoMoreIsTakenAwayBeforeItIsLeftOut() throws Exception {
        Home home = new Home("hall").model("a", ModelState.PROVEN);
        Discovery running = run(true);
        pass(running, 4, home, home);
        home.models.clear();
        try (Broker.Listener listener = broker.listen(HUB)) {
            assertThat(listener.next().text()).contains("\"options\"");
            pass(running, 3, home, home);
            assertThat(listener.next().text()).contains("\"model\":{\"platform\":\"select\"}");
            assertThat(listener.next().text()).doesNotContain("\"model\":{\"platform\"");
        }
        assertThat(retained(HUB).at("/components").has("model")).isFalse();
    }

    @Test
    void anEntityOfAnEarlierVersionGoes() throws Exception {
        try (Broker.Listener earlier = broker.listen()) {
            earlier.publish(
                    HALL,
                    "{\"components\":{\"cat\":{\"platform\":\"binary_sensor\",\"name\":\"Cat\"}}}",
                    true);
        }
        Home home = new Home("hall");
        Discovery running = run(true);
        try (Broker.Listener listener = broker.listen(HALL)) {
            assertThat(listener.next().retained()).isTrue();
            pass(running, 4, home, home);
            assertThat(listener.next().text())
                    .contains("\"cat\":{\"platform\":\"binary_sensor\"}")
                    .contains("\"dog\":{\"platform\":\"binary_sensor\",");
            assertThat(listener.next().text()).doesNotContain("\"cat\":{");
        }
    }

    @Test
    void aRoomGoesWhenItStaysAway() throws Exception {
        Home home = new Home("hall", "거실");
        Discovery running = run(true);
        var unused = new StateTopics(broker.bus());
        broker.settle();
        pass(running, 5, home, home);
        assertThat(broker.retained("soribit/hub/거실/+/state")).isNotEmpty();
        home.rooms.remove("거실");
        pass(running, RecentRooms.GONE.toSeconds() - 1, home, home);
        assertThat(topics()).containsExactlyInAnyOrder(HUB, HALL, LIVING);
        pass(running, 2, home, home);
        assertThat(topics()).containsExactlyInAnyOrder(HUB, HALL);
        broker.settle();
        assertThat(broker.retained("soribit/hub/거실/+/state")).isEmpty();
        assertThat(broker.retained("soribit/hub/hall/+/state")).isNotEmpty();
        try (Broker.Listener late = broker.listen(LIVING)) {
            running.repeat();
            assertThat(late.next().text()).contains("\"suggested_area\":\"거실\"");
            assertThat(late.next().text()).isEmpty();
        }
        home.rooms.add("거실");
        pass(running, 1, home, home);
        running.repeat();
        broker.settle();
        assertThat(topics()).contains(LIVING);
    }

    @Test
    void aHubThatDoesNotListenGivesNoRoomUp() throws Exception {
        Home home = new Home("hall");
        Discovery running = run(true);
        pass(running, 3, home, home);
        pass(running, 2 * RecentRooms.GONE.toSeconds(), null, null);
        pass(running, 5, new Home(), home);
        assertThat(topics()).contains(HALL);
    }

    @Test
    void aRoomThatWentWhileTheHubWasOffGoesAndOthersHubsStay() throws Exception {
        String other = "homeassistant/device/soribit_hub-20-2_hall/config";
        try (Broker.Listener others = broker.listen()) {
            others.publish(other, "{\"device\":{}}", true);
        }
        Home home = new Home("hall", "거실");
        pass(run(true), 3, home, home);
        home.rooms.remove("거실");
        Discovery again = run(true);
        pass(again, RecentRooms.GONE.toSeconds() - 1, home, home);
        assertThat(topics()).containsExactlyInAnyOrder(HUB, HALL, LIVING, other);
        pass(again, 2, home, home);
        assertThat(topics()).containsExactlyInAnyOrder(HUB, HALL, other);
    }

    /** Two hubs of one name: neither removes what the other, while it runs, has described. */
    @Test
    void whatAnotherRunningHubOfTheSameNameDescribedStays() throws Exception {
        String garage = "homeassistant/device/soribit_hub_garage/config";
        String cellar = "homeassistant/device/soribit_hub_cellar/config";
        String description =
                "{\"device\":{\"suggested_area\":\"x\"},"
                        + "\"origin\":{\"name\":\"Soribit\",\"sw_version\":\"0.1.0+%s\"}}";
        Home home = new Home("hall");
        try (Broker.Listener other = broker.listen()) {
            other.publish(garage, description.formatted("running"), true);
            other.publish(cellar, description.formatted("stopped"), true);
            Discovery running = run(true);
            other.publish("soribit/hub/health", "{\"instance\":\"running\"}", false);
            broker.settle();
            pass(running, RecentRooms.GONE.toSeconds() + 2, home, home);
        }
        assertThat(topics()).containsExactlyInAnyOrder(HUB, HALL, garage);
    }

    @Test
    void switchedOffItTakesAllOfItAway() throws Exception {
        Home home = new Home("hall").model("a", ModelState.ACTIVE);
        home.activeModel = "a";
        pass(run(true), 3, home, home);
        pass(run(false), 3, home, home);
        assertThat(topics()).isEmpty();
    }

    @Test
    void eachSoundHasAStateBeforeItIsHeard() throws Exception {
        Home home = new Home("hall");
        Discovery running = run(true);
        pass(running, 3, home, home);
        // The topics of states may start later than this part.
        var unused = new StateTopics(broker.bus());
        broker.settle();
        pass(running, 6, home, home);
        broker.settle();
        Map<String, String> known = broker.retained("soribit/hub/+/+/state");
        assertThat(known)
                .containsEntry("soribit/hub/hall/doorbell/state", "OFF")
                .containsEntry("soribit/hub/house/smoke_alarm/state", "OFF")
                .doesNotContainKey("soribit/hub/house/doorbell/state");
        try (Broker.Listener listener = broker.listen("soribit/hub/+/+/get", "end")) {
            pass(running, 12, home, home);
            broker.bus().publish("end", "", 1, false);
            assertThat(listener.next().topic()).isEqualTo("end");
            running.repeat();
            pass(running, 1, home, home);
            assertThat(listener.next().topic()).endsWith("/get");
        }
    }

    @Test
    void theMoreAccurateModelIsOfferedAndOtherwiseNone() throws Exception {
        String update = "soribit/hub/model/update";
        Home home =
                new Home()
                        .model("a", ModelState.ACTIVE)
                        .model("b", ModelState.PROVEN)
                        .model("c", ModelState.REFUSED)
                        .accuracy("a", 0.81)
                        .accuracy("b", 0.85)
                        .accuracy("c", 0.99);
        home.activeModel = "a";
        Discovery running = run(true);
        pass(running, 4, home, home);
        assertThat(retained(update))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        "{\"installed_version\":\"a\",\"latest_version\":\"b\","
                                                + "\"release_summary\":\"b: 85.0 %, a: 81.0 %\"}"));
        assertThat(retained(HUB).at("/components/model_update/payload_install").asText())
                .isEqualTo("b");
        home.activeModel = "b";
        pass(running, 1, home, home);
        assertThat(retained(update))
                .hasToString("{\"installed_version\":\"b\",\"latest_version\":\"b\"}");
        pass(run(false), 4, home, home);
        assertThat(broker.retained(update)).isEmpty();
    }

    @Test
    void aModelThatCannotBeComparedIsNoUpdate() throws Exception {
        Home home =
                new Home()
                        .model("a", ModelState.ACTIVE)
                        .model("b", ModelState.PROVEN)
                        .accuracy("b", 0.85);
        home.activeModel = "a";
        pass(run(true), 4, home, home);
        assertThat(retained("soribit/hub/model/update").at("/latest_version").asText())
                .isEqualTo("a");
    }

    @Test
    void eachEntityHasATopicOfItsOwnIfConfigured() throws Exception {
        Home home = new Home("hall").model("a", ModelState.ACTIVE);
        home.activeModel = "a";
        Discovery running = run(Form.ENTITY);
        pass(running, 4, home, home);
        assertThat(topics())
                .contains(
                        "homeassistant/binary_sensor/soribit_hub_hall/doorbell/config",
                        "homeassistant/sensor/soribit_hub_hall/level/config",
                        "homeassistant/event/soribit_hub/event/config",
                        "homeassistant/select/soribit_hub/model/config",
                        "homeassistant/button/soribit_hub/seen/config")
                .noneMatch(topic -> topic.startsWith("homeassistant/device/"));
        for (String topic : topics()) {
            JsonNode entity = retained(topic);
            assertThat(entity.has("platform")).as(topic).isFalse();
            assertThat(entity.has("components")).as(topic).isFalse();
            assertThat(entity.at("/device/identifiers/0").asText()).startsWith("soribit_hub");
            assertThat(entity.at("/origin/name").asText()).isEqualTo("Soribit");
            assertThat(entity.at("/availability/0/topic").asText()).isEqualTo("soribit/hub/status");
            assertThat(entity.at("/qos").intValue()).isEqualTo(1);
            assertThat(topic).contains(entity.at("/device/identifiers/0").asText());
            assertThat(entity.at("/unique_id").asText())
                    .isEqualTo(topic.split("/")[2] + "_" + topic.split("/")[3]);
        }
        home.models.clear();
        home.activeModel = null;
        pass(running, 2, home, home);
        assertThat(topics()).doesNotContain("homeassistant/select/soribit_hub/model/config");
        home.rooms.clear();
        home.rooms.add("거실");
        pass(running, RecentRooms.GONE.toSeconds() + 1, home, home);
        assertThat(topics())
                .noneMatch(topic -> topic.contains("soribit_hub_hall"))
                .anyMatch(topic -> topic.contains("soribit_hub_-ac70--c2e4-"));
        assertThat(broker.retained("soribit/hub/hall/+/state")).isEmpty();
        pass(run(false), 4, home, home);
        assertThat(topics()).isEmpty();
    }

    /**
     * Home Assistant unloads the entities of the old topic, forgets the topic, and discovers the
     * new one.
     */
    @Test
    void oneFormIsHandedOverToTheOtherAndBack() throws Exception {
        String other = "homeassistant/sensor/stranger/power/config";
        try (Broker.Listener others = broker.listen()) {
            others.publish(other, "{\"name\":\"Power\"}", true);
        }
        String bell = "homeassistant/binary_sensor/soribit_hub_hall/doorbell/config";
        Home home = new Home("hall");
        pass(run(Form.DEVICE), 4, home, home);
        try (Broker.Listener listener = broker.listen(HALL, bell)) {
            assertThat(listener.next().retained()).isTrue();
            pass(run(Form.ENTITY), 6, home, home);
            assertThat(listener.next().text()).isEqualTo(Descriptions.MIGRATION);
            assertThat(listener.next()).isEqualTo(new Broker.Message(HALL, "", false));
            Broker.Message entity = listener.next();
            assertThat(entity.topic()).isEqualTo(bell);
            assertThat(entity.text()).contains("soribit_hub_hall_doorbell");
            assertThat(topics()).doesNotContain(HALL, HUB).contains(bell);

            pass(run(Form.DEVICE), 6, home, home);
            assertThat(listener.next().text()).isEqualTo(Descriptions.MIGRATION);
            assertThat(listener.next()).isEqualTo(new Broker.Message(bell, "", false));
            Broker.Message device = listener.next();
            assertThat(device.topic()).isEqualTo(HALL);
            assertThat(device.text()).contains("soribit_hub_hall_doorbell");
            assertThat(topics()).containsExactlyInAnyOrder(HUB, HALL, other);
        }
    }

    @Test
    void aHandOverThatWasCutShortIsFinished() throws Exception {
        try (Broker.Listener cut = broker.listen()) {
            cut.publish(HALL, Descriptions.MIGRATION, true);
        }
        Home home = new Home("hall");
        pass(run(Form.ENTITY), 5, home, home);
        assertThat(topics())
                .doesNotContain(HALL)
                .contains("homeassistant/binary_sensor/soribit_hub_hall/doorbell/config");
    }

    @Test
    void aRoomCarriesItsHubWhileThereAreSeveral() throws Exception {
        String other = "homeassistant/device/soribit_upstairs/config";
        Home home = new Home("hall");
        Discovery running = run(true);
        pass(running, 3, home, home);
        assertThat(retained(HALL).at("/device/name").asText()).isEqualTo("hall");
        try (Broker.Listener another = broker.listen()) {
            another.publish("homeassistant/device/tasmota_1/config", "{}", true);
            pass(running, 3, home, home);
            assertThat(retained(HALL).at("/device/name").asText()).isEqualTo("hall");
            another.publish(other, "{}", true);
            pass(running, 3, home, home);
            assertThat(retained(HALL).at("/device/name").asText()).isEqualTo("hall (hub)");
            another.publish(other, "", true);
        }
        pass(running, 3, home, home);
        assertThat(retained(HALL).at("/device/name").asText()).isEqualTo("hall");
    }
}
