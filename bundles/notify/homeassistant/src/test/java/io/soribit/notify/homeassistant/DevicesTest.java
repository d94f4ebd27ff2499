// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.mqtt.Broker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Field by field: one key that Home Assistant does not know, and it refuses the device. */
class DevicesTest {
    @TempDir Path folder;
    private Broker broker;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(folder, "hub");
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private Devices devices(String language) {
        return new Devices(broker.bus(), "hub", new SoundOntology(), language, "0.1.0");
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void roomInKorean() throws Exception {
        JsonNode room = devices("ko").room("거실", false);
        assertThat(names(room)).containsExactlyInAnyOrder("device", "origin", "qos", "components");
        assertThat(room.get("device"))
                .isEqualTo(
                        json(
                                "{'identifiers':['soribit_hub_-ac70--c2e4-'],'name':'거실',"
                                        + "'manufacturer':'Soribit','model':'방','sw_version':'0.1.0',"
                                        + "'suggested_area':'거실','via_device':'soribit_hub'}"));
        assertThat(room.get("origin")).isEqualTo(json("{'name':'Soribit','sw_version':'0.1.0'}"));
        assertThat(room.has("availability")).isFalse();
        assertThat(room.get("qos").intValue()).isEqualTo(1);
        JsonNode parts = room.get("components");
        assertThat(availableWithItsRoom(parts.get("doorbell"), "거실"))
                .isEqualTo(
                        json(
                                "{'platform':'binary_sensor',"
                                        + "'unique_id':'soribit_hub_-ac70--c2e4-_doorbell',"
                                        + "'default_entity_id':'binary_sensor.soribit_거실_doorbell',"
                                        + "'name':'초인종','device_class':'sound',"
                                        + "'state_topic':'soribit/hub/거실/doorbell/state'}"));
        assertThat(parts.get("listening").get("name").asText()).isEqualTo("듣는 중");
    }

    /** The rest of an entity that is available only while its room is heard. */
    private static JsonNode availableWithItsRoom(JsonNode entity, String room) {
        assertThat(entity.get("availability_mode").asText()).isEqualTo("all");
        assertThat(entity.at("/availability/0/topic").asText()).isEqualTo("soribit/hub/status");
        assertThat(entity.at("/availability/1/topic").asText())
                .isEqualTo("soribit/hub/" + room + "/listening");
        assertThat(entity.at("/availability/1/value_template").asText())
                .isEqualTo(
                        "{{ 'online' if value in ['listening', 'quiet', 'starting'] else 'offline'"
                                + " }}");
        ObjectNode rest = entity.deepCopy();
        rest.remove(List.of("availability", "availability_mode"));
        return rest;
    }

    @Test
    void soundsOfAtLeastNotice() {
        JsonNode parts = devices("en").room("hall", false).get("components");
        List<String> expectedSounds =
                new SoundOntology()
                        .sounds().stream()
                                .filter(s -> s.urgency().compareTo(Urgency.NOTICE) >= 0)
                                .map(Sound::id)
                                .toList();
        assertThat(expectedSounds).contains("dog", "smoke_alarm").doesNotContain("cat");
        List<String> expected = new ArrayList<>(expectedSounds);
        expected.addAll(List.of("event", "level", "listening", "problem"));
        assertThat(names(parts)).containsExactlyElementsOf(expected);
        assertThat(parts.at("/smoke_alarm/device_class").asText()).isEqualTo("smoke");
        assertThat(parts.at("/co_alarm/device_class").asText()).isEqualTo("carbon_monoxide");
        assertThat(parts.at("/dog/device_class").asText()).isEqualTo("sound");
    }

    @Test
    void eventLevelAndListening() throws Exception {
        JsonNode parts = devices("en").room("living room", false).get("components");
        String id = "soribit_hub_living-20-room";
        JsonNode event = availableWithItsRoom(parts.get("event"), "living room");
        assertThat(names(event))
                .containsExactlyInAnyOrder(
                        "platform",
                        "unique_id",
                        "default_entity_id",
                        "name",
                        "state_topic",
                        "event_types");
        assertThat(event.get("platform").asText()).isEqualTo("event");
        assertThat(event.get("unique_id").asText()).isEqualTo(id + "_event");
        assertThat(event.get("state_topic").asText()).isEqualTo("soribit/hub/living room/event");
        List<String> types = new ArrayList<>();
        event.get("event_types").forEach(type -> types.add(type.asText()));
        assertThat(types)
                .contains("doorbell", "cat", "other")
                .doesNotContain("background")
                .doesNotHaveDuplicates();
        assertThat(availableWithItsRoom(parts.get("level"), "living room"))
                .isEqualTo(
                        json(
                                "{'platform':'sensor','unique_id':'"
                                        + id
                                        + "_level','default_entity_id':'sensor.soribit_living_room_level',"
                                        + "'name':'Level','state_topic':'soribit/hub/living room/level',"
                                        + "'unit_of_measurement':'dB','state_class':'measurement',"
                                        + "'expire_after':30}"));
        JsonNode status = json("[{'topic':'soribit/hub/status'}]");
        assertThat(parts.at("/listening/availability")).isEqualTo(status);
        assertThat(parts.at("/problem/availability")).isEqualTo(status);
        JsonNode listening = parts.get("listening");
        assertThat(listening.get("device_class").asText()).isEqualTo("connectivity");
        assertThat(listening.get("entity_category").asText()).isEqualTo("diagnostic");
        assertThat(listening.get("state_topic").asText())
                .isEqualTo("soribit/hub/living room/listening");
        assertThat(listening.get("value_template").asText())
                .isEqualTo("{{ 'ON' if value in ['listening', 'quiet'] else 'OFF' }}");
        JsonNode problem = parts.get("problem");
        assertThat(problem.get("device_class").asText()).isEqualTo("problem");
        assertThat(problem.get("entity_category").asText()).isEqualTo("diagnostic");
        assertThat(problem.get("json_attributes_topic").asText())
                .isEqualTo("soribit/hub/living room/health");
        assertThat(problem.get("state_topic").asText())
                .isEqualTo("soribit/hub/living room/listening");
        assertThat(problem.get("value_template").asText())
                .isEqualTo("{{ 'OFF' if value in ['listening', 'starting', ''] else 'ON' }}");
    }

    @Test
    void hub() throws Exception {
        JsonNode hub = devices("en").hub(List.of("a-1", "b.2"), "b.2", false);
        assertThat(names(hub)).containsExactlyInAnyOrder("device", "origin", "qos", "components");
        assertThat(hub.get("device"))
                .isEqualTo(
                        json(
                                "{'identifiers':['soribit_hub'],'name':'Soribit',"
                                        + "'manufacturer':'Soribit','model':'Hub','sw_version':'0.1.0'}"));
        JsonNode parts = hub.get("components");
        assertThat(names(parts))
                .containsExactly(
                        "house_smoke_alarm",
                        "house_co_alarm",
                        "house_siren",
                        "house_unknown_alarm",
                        "event",
                        "model",
                        "model_update",
                        "alert",
                        "alert_text",
                        "seen",
                        "test",
                        "mode",
                        "status");
        String shared = "'availability':[{'topic':'soribit/hub/status'}]";
        assertThat(parts.get("house_smoke_alarm"))
                .isEqualTo(
                        json(
                                "{'platform':'binary_sensor','unique_id':'soribit_hub_house_smoke_alarm',"
                                        + "'default_entity_id':'binary_sensor.soribit_hub_house_smoke_alarm',"
                                        + "'name':'Smoke alarm','device_class':'smoke',"
                                        + "'state_topic':'soribit/hub/house/smoke_alarm/state',"
                                        + shared
                                        + "}"));
        assertThat(parts.at("/event/state_topic").asText()).isEqualTo("soribit/hub/house/event");
        JsonNode model = parts.get("model");
        assertThat(model.get("platform").asText()).isEqualTo("select");
        assertThat(model.get("options")).isEqualTo(json("['a-1','b.2']"));
        assertThat(model.get("state_topic").asText()).isEqualTo("soribit/hub/model/state");
        assertThat(model.get("command_topic").asText()).isEqualTo("soribit/hub/model/set");
        assertThat(model.get("value_template").asText())
                .isEqualTo("{{ value if value in ['a-1', 'b.2'] else none }}");
        assertThat(parts.get("status"))
                .isEqualTo(
                        json(
                                "{'platform':'binary_sensor','unique_id':'soribit_hub_status',"
                                        + "'default_entity_id':'binary_sensor.soribit_hub_status',"
                                        + "'name':'Connection','device_class':'connectivity',"
                                        + "'entity_category':'diagnostic','state_topic':'soribit/hub/status',"
                                        + "'payload_on':'online','payload_off':'offline','availability':"
                                        + "[{'topic':'soribit/hub/status','value_template':'online'}]}"));
    }

    @Test
    void withoutModelsThereIsNoChoice() {
        JsonNode none = devices("en").hub(List.of(), null, false);
        assertThat(none.get("components").has("model")).isFalse();
        JsonNode one = devices("en").hub(List.of("a"), null, false);
        assertThat(one.get("components").has("model_update")).isFalse();
    }

    @Test
    void activeAlertsAndCommands() throws Exception {
        JsonNode parts = devices("ko").hub(List.of("a"), "b", false).get("components");
        String shared = "'availability':[{'topic':'soribit/hub/status'}]}";
        assertThat(parts.get("seen"))
                .isEqualTo(
                        json(
                                "{'platform':'button','unique_id':'soribit_hub_seen',"
                                        + "'default_entity_id':'button.soribit_hub_seen',"
                                        + "'name':'확인','icon':'mdi:check',"
                                        + "'command_topic':'soribit/hub/alert/ack',"
                                        + "'payload_press':'Home Assistant',"
                                        + shared));
        assertThat(parts.at("/test/command_topic").asText()).isEqualTo("soribit/hub/test");
        assertThat(parts.at("/test/payload_press").asText("-")).isEmpty();
        assertThat(parts.at("/alert/state_topic").asText()).isEqualTo("soribit/hub/alert/state");
        assertThat(parts.at("/alert_text/json_attributes_topic").asText())
                .isEqualTo("soribit/hub/alert/state");
        assertThat(parts.at("/alert_text/value_template").asText())
                .contains("[:255]", "'ko'", "'없음'");
        assertThat(parts.at("/mode/options")).isEqualTo(json("['home','sleep','away']"));
        assertThat(parts.at("/mode/state_topic").asText()).isEqualTo("soribit/hub/mode/state");
        assertThat(parts.at("/mode/command_topic").asText()).isEqualTo("soribit/hub/mode/set");
        assertThat(parts.get("model_update"))
                .isEqualTo(
                        json(
                                "{'platform':'update','unique_id':'soribit_hub_model_update',"
                                        + "'default_entity_id':'update.soribit_hub_model_update',"
                                        + "'name':'더 나은 모델','entity_category':'config',"
                                        + "'title':'모델','state_topic':'soribit/hub/model/update',"
                                        + "'command_topic':'soribit/hub/model/set',"
                                        + "'payload_install':'b',"
                                        + shared));
    }

    @Test
    void amongSeveralHubsARoomSaysWhoseItIs() {
        JsonNode room = devices("en").room("hall", true);
        assertThat(room.at("/device/name").asText()).isEqualTo("hall (hub)");
        assertThat(room.at("/device/suggested_area").asText()).isEqualTo("hall");
        assertThat(room.at("/components/doorbell/unique_id").asText())
                .isEqualTo(
                        devices("en")
                                .room("hall", false)
                                .at("/components/doorbell/unique_id")
                                .asText());
        assertThat(room.at("/components/doorbell/default_entity_id").asText())
                .isEqualTo("binary_sensor.soribit_hub_hall_doorbell");
    }
}
