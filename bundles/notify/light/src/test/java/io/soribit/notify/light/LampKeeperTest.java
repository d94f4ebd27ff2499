// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Device;
import io.soribit.demo.VirtualShelly;
import io.soribit.demo.VirtualTasmota;
import io.soribit.demo.VirtualWled;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.lamp.LampFinder;
import io.soribit.notify.light.restore.LampHealth;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.show.FlashDurations;
import io.soribit.notify.light.show.FlashShow;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Lamps are found, tested, and reported on, whatever they publish. */
class LampKeeperTest {
    private static final String DEVICES =
            """
            [{"type":"Coordinator","friendly_name":"Coordinator","ieee_address":"0x0"},
             {"friendly_name":"sofa","ieee_address":"0x1","definition":{"exposes":[
               {"type":"light","features":[{"name":"state"},{"name":"brightness"},
                 {"name":"color_xy"}]},{"type":"enum","name":"effect"}]}},
             {"friendly_name":"shelf/low","ieee_address":"0x2","definition":{"exposes":[
               {"type":"light","features":[{"name":"state"},{"name":"brightness"},
                 {"name":"color_temp"}]}]}},
             {"friendly_name":"plug","ieee_address":"0x3","definition":{"exposes":[
               {"type":"switch","features":[{"name":"state"}]},
               {"type":"numeric","name":"power"}]}},
             {"friendly_name":"siren","ieee_address":"0x4","definition":{"exposes":[
               {"type":"composite","name":"warning","features":[{"name":"mode"}]}]}},
             {"friendly_name":"thermometer","ieee_address":"0x5","definition":{"exposes":[
               {"type":"numeric","name":"temperature"}]}},
             {"friendly_name":"shelly:odd","ieee_address":"0x8","definition":{"exposes":[
               {"type":"switch","features":[{"name":"state"}]}]}},
             {"friendly_name":"one,two","ieee_address":"0x9","definition":{"exposes":[
               {"type":"switch","features":[{"name":"state"}]}]}},
             {"friendly_name":"double plug","ieee_address":"0xa","definition":{"exposes":[
               {"type":"switch","endpoint":"l1","features":[{"name":"state"}]}]}},
             {"friendly_name":"new","ieee_address":"0x6","definition":null},
             {"friendly_name":"off","disabled":true,"ieee_address":"0x7","definition":{"exposes":[
               {"type":"switch","features":[{"name":"state"}]}]}}]""";

    private final Map<Logger, ListAppender<ILoggingEvent>> listening = new HashMap<>();
    private final ManualTimer timer = new ManualTimer();
    private final VirtualHome home = new VirtualHome(timer);
    private final LampJournal journal = new LampJournal(null);
    private final FlashShow show =
            new FlashShow(List.of(), timer, 1, FlashDurations.ofSeconds(3, 10, 20, 120), journal);

    private LampKeeper keeper(String... lamps) {
        LampKeeper keeper =
                new LampKeeper(
                        home,
                        "zigbee2mqtt",
                        Arrays.stream(lamps).map(Lamp::parse).toList(),
                        timer,
                        show,
                        journal);
        timer.advance(100);
        return keeper;
    }

    @AfterEach
    void nothingIsLeftToDo() {
        home.connected = true;
        timer.advance(3_600_000);
        assertThat(timer.isIdle()).isTrue();
        assertThat(journal.lamps()).isEmpty();
    }

    private void retained(String topic, String payload) {
        home.route(topic, payload.getBytes(UTF_8), true);
        timer.advance(10);
    }

    private static Device device(LampKeeper keeper, String id) {
        return keeper.devices().stream()
                .filter(device -> device.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in " + keeper.devices()));
    }

    @Test
    void lampsPlugsSirensAndGroupsOfZigbee2MqttAreFoundWithWhatTheyCan() {
        retained("zigbee2mqtt/bridge/devices", DEVICES);
        retained(
                "zigbee2mqtt/bridge/groups",
                """
                [{"friendly_name":"both","members":[{"ieee_address":"0x1"},{"ieee_address":"0x2"}]},
                 {"friendly_name":"empty","members":[]}]""");
        LampKeeper keeper = keeper("sofa@hall");
        assertThat(keeper.devices())
                .extracting(d -> d.id() + " " + d.ability() + " " + d.used())
                .containsExactly(
                        "both light false",
                        "plug switch false",
                        "shelf/low light false",
                        "siren switch false",
                        "sofa colour true");
        retained("zigbee2mqtt/sofa/availability", "{\"state\":\"offline\"}");
        assertThat(device(keeper, "sofa").reachable()).isFalse();
        assertThat(device(keeper, "sofa").message()).contains("offline").contains("power");
        retained("zigbee2mqtt/sofa/availability", "online");
        assertThat(device(keeper, "sofa").message()).isEmpty();
        retained("zigbee2mqtt/bridge/devices", "[]");
        assertThat(keeper.devices()).extracting(Device::id).containsExactly("sofa");
    }

    @Test
    void devicesOfOtherMakersAreFoundByThemselves() {
        var strip = new VirtualWled(home, timer::after, "wled/shelf");
        var bulb = new VirtualTasmota(home, timer::after, "bulb", false);
        var bed = new VirtualTasmota(home, timer::after, "bed", true);
        var relay = new VirtualShelly(home, timer::after, "shellyplus1-2", "switch:0");
        LampKeeper keeper = keeper();
        assertThat(keeper.devices())
                .extracting(d -> d.id() + " " + d.kind() + " " + d.ability() + " " + d.reachable())
                .containsExactly(
                        "shelly:shellyplus1-2/switch:0 Shelly switch true",
                        "tasmota:bed Tasmota switch true",
                        "tasmota:bulb Tasmota colour true",
                        "wled:wled/shelf WLED colour true");
        retained("tele/bed/LWT", "Offline");
        retained("shellyplus1-2/online", "false");
        assertThat(device(keeper, "tasmota:bed").reachable()).isFalse();
        assertThat(device(keeper, "shelly:shellyplus1-2/switch:0").reachable()).isFalse();
        assertThat(List.of(strip, bulb, bed, relay)).hasSize(4);
    }

    @Test
    void lampThatIsNotInUseShowsThatItIsTheOneAndIsAsBefore() throws IOException {
        var bulb = new VirtualTasmota(home, timer::after, "bulb", false);
        LampKeeper keeper = keeper();
        var before = bulb.light();
        keeper.test("tasmota:bulb");
        timer.advance(700);
        assertThat(home.traffic).anyMatch(t -> t.contains("Color #80B0FF"));
        timer.advance(20_000);
        assertThat(bulb.light().on()).isEqualTo(before.on());
        assertThat(bulb.light().colour()).isEqualTo(before.colour());
        int sent = bulb.commands();
        show.deliver(Alerts.start("fire", Urgency.EMERGENCY, Alerts.RED));
        timer.advance(200_000);
        assertThat(bulb.commands()).as("an emergency is none of its business").isEqualTo(sent);
        assertThat(keeper.used()).isEmpty();
    }

    @Test
    void testsOfUnknownOrUnreachableLampsSayWhy() {
        LampKeeper keeper = keeper("gone");
        assertThatThrownBy(() -> keeper.test("tasmota:nobody"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tasmota:nobody");
        assertThatThrownBy(() -> keeper.test("gone")).hasMessageContaining("nothing was heard");
        home.connected = false;
        assertThatThrownBy(() -> keeper.test("gone")).hasMessageContaining("no connection");
        assertThat(home.sent).isEmpty();
    }

    @Test
    void lampThatNobodyHasHeardOfSaysWhatToDo() {
        LampKeeper keeper = keeper("gone", "wled:wled/gone");
        assertThat(keeper.devices())
                .allSatisfy(
                        device -> {
                            assertThat(device.used()).isTrue();
                            assertThat(device.reachable()).isFalse();
                            assertThat(device.message())
                                    .contains("lamps in etc/")
                                    .contains(device.id());
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "",
                "[]",
                "7",
                "null",
                "{\"state\":{\"on\":true}}",
                "{\"state\":\"ON\",\"brightness\":\"much\",\"color\":[1,2]}",
                "{\"state\":\"ON\",\"brightness\":1e300,\"color\":{\"x\":\"a\",\"y\":null}}",
                "{\"state\":\"ON\",\"color_mode\":7,\"color_temp\":-1,\"color\":{\"hue\":1e99}}",
                "{\"state\":\"OFF\",\"color\":{\"hex\":\"\\u0000\"}}",
                "{\"POWER\":\"MAYBE\",\"Dimmer\":\"x\",\"HSBColor\":\"a,b,c\"}",
                "{\"result\":{\"output\":\"yes\",\"brightness\":9999,\"rgb\":[1,2]}}",
                "<ac>300</ac><cl>9</cl>",
                "<vs><ac>999</ac><cl>-1</cl><cl>999</cl><cl>0</cl><ps>-1</ps></vs>"
            })
    void malformedMessagesNeitherStopTheShowNorStick(String malformed) {
        String huge = malformed + " ".repeat(100_000);
        LampKeeper keeper =
                keeper("lamp", "tasmota:t", "wled:w", "shelly:s/rgbw:0", "shelly:s/switch:1");
        home.lamp("lamp", "{\"state\":\"OFF\",\"brightness\":12}");
        for (String payload : List.of(malformed, huge)) {
            show.deliver(Alerts.start("a" + payload.length(), Urgency.URGENT, Alerts.GREEN));
            for (int i = 0; i < 40; i++) {
                for (String topic :
                        List.of(
                                "zigbee2mqtt/lamp",
                                "stat/t/RESULT",
                                "tele/t/STATE",
                                "w/v",
                                "s/events/rpc",
                                "s/status/rgbw:0",
                                "soribit/hub/shelly/s/rgbw:0/rpc",
                                "soribit/hub/shelly/s/rpc",
                                "zigbee2mqtt/bridge/devices",
                                "zigbee2mqtt/bridge/groups",
                                "zigbee2mqtt/lamp/availability",
                                "tasmota/discovery/X/config",
                                "tele/t/LWT",
                                "wled/x/status",
                                "s/online")) {
                    home.route(topic, payload.getBytes(UTF_8), false);
                }
                timer.advance(500);
            }
        }
        assertThat(home.coloursOf("lamp")).contains(Alerts.GREEN);
        assertThat(keeper.devices()).isNotEmpty();
        home.person("lamp", "{\"state\":\"OFF\",\"brightness\":12}");
    }

    @Test
    void malformedMessagesAreCountedAndReported() {
        LampKeeper keeper = keeper("lamp");
        home.lamp("lamp", "{\"state\":\"OFF\"}");
        home.person("lamp", "{}");
        timer.advance(1_000);
        home.say("lamp", "not JSON");
        home.say("lamp", "[1]");
        timer.advance(10);
        assertThat(device(keeper, "lamp").message()).contains("2 times").contains("no JSON object");
    }

    @Test
    void malformedMessagesAreForgottenWithTheNextValidOne() {
        LampKeeper keeper = keeper("lamp");
        home.say("lamp", "not JSON");
        timer.advance(10);
        assertThat(device(keeper, "lamp").message()).contains("once (no JSON)");
        home.lamp("lamp", "{\"state\":\"OFF\"}");
        home.person("lamp", "{}");
        timer.advance(10);
        assertThat(device(keeper, "lamp").message()).isEmpty();
        home.say("lamp", "");
        timer.advance(10);
        assertThat(device(keeper, "lamp").message()).isEmpty();
    }

    @Test
    void eachKindOfMalformedMessageIsWarnedOfOnce() {
        ListAppender<ILoggingEvent> log = log(FlashShow.class);
        keeper("lamp");
        for (int i = 0; i < 100; i++) {
            home.say("lamp", "not JSON");
            home.say("lamp", "{\"state\":\"LOCK\"}");
            timer.advance(1_000);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith("lamp lamp, zigbee2mqtt/lamp: ")
                                        .contains("no JSON", "check that it is of this kind"),
                        line -> assertThat(line).contains("its state is \"LOCK\""));
        home.lamp("lamp", "{\"state\":\"OFF\"}");
        home.person("lamp", "{}");
        home.say("lamp", "not JSON");
        timer.advance(10);
        assertThat(log.list).as("within the hour").hasSize(2);
        timer.advance(LampHealth.AGAIN.toMillis());
        home.say("lamp", "not JSON");
        timer.advance(10);
        assertThat(log.list).hasSize(3);
    }

    @Test
    void eachKindOfLampSaysWhatIsWrongWithIt() {
        LampKeeper keeper = keeper("tasmota:t", "wled:w", "shelly:s/switch:3", "cover");
        home.route("stat/t/RESULT", "{\"POWER\":\"An\"}".getBytes(UTF_8), false);
        home.route("w/v", "<vs></vs>".getBytes(UTF_8), false);
        home.route(
                "soribit/hub/shelly/s/switch:3/rpc",
                "{\"error\":{\"code\":-105,\"message\":\"id 3 not found\"}}".getBytes(UTF_8),
                false);
        home.route("zigbee2mqtt/cover", "{\"state\":\"OPEN\"}".getBytes(UTF_8), false);
        timer.advance(10);
        assertThat(device(keeper, "tasmota:t").message()).contains("\"An\"", "StateText2 ON");
        assertThat(device(keeper, "wled:w").message()).contains("no state of WLED");
        assertThat(device(keeper, "shelly:s/switch:3").message()).contains("id 3 not found");
        assertThat(device(keeper, "cover").message()).contains("\"OPEN\", neither ON nor OFF");
    }

    @Test
    void wordsThatAreNoStateAreNotMalformed() {
        LampKeeper keeper = keeper("tasmota:t", "shelly:s/switch:0", "lamp");
        for (String word : List.of("Blink ON", "TOGGLE", "OFF")) {
            home.route("stat/t/RESULT", ("{\"POWER\":\"" + word + "\"}").getBytes(UTF_8), false);
        }
        home.route("stat/t/RESULT", "{\"Fade\":\"OFF\"}".getBytes(UTF_8), false);
        home.route("s/events/rpc", "{\"params\":{\"ts\":1}}".getBytes(UTF_8), false);
        home.route("s/status/switch:0", "{\"output\":false}".getBytes(UTF_8), false);
        home.say("lamp", "{\"state\":\"OFF\"}");
        home.say("lamp", "{\"state\":null,\"linkquality\":7}");
        timer.advance(10);
        assertThat(keeper.devices()).extracting(Device::message).containsOnly("");
    }

    @Test
    void aListThatIsNotUnderstoodIsSaidOnce() {
        ListAppender<ILoggingEvent> log = log(LampFinder.class);
        keeper();
        for (int i = 0; i < 10; i++) {
            retained("zigbee2mqtt/bridge/devices", "not JSON");
            retained("tele/t/LWT", "perhaps");
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "ignoring malformed message on zigbee2mqtt/bridge/devices"),
                        line -> assertThat(line).contains("\"perhaps\" is neither online"));
        retained("zigbee2mqtt/bridge/devices", "[]");
        retained("zigbee2mqtt/bridge/devices", "not JSON");
        assertThat(log.list).hasSize(3);
    }

    private ListAppender<ILoggingEvent> log(Class<?> by) {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger(by);
        logger.addAppender(lines);
        listening.put(logger, lines);
        return lines;
    }

    @AfterEach
    void nobodyListens() {
        listening.forEach(Logger::detachAppender);
    }

    @Test
    void sirenWarnsWithoutItsStrobeAndIsStopped() {
        retained("zigbee2mqtt/bridge/devices", DEVICES);
        keeper("siren");
        show.deliver(Alerts.start("a", Urgency.NOTICE, Alerts.RED));
        timer.advance(10_000);
        List<String> warnings =
                home.traffic.stream().filter(t -> t.startsWith("zigbee2mqtt/siren/set")).toList();
        assertThat(warnings)
                .first()
                .asString()
                .contains("\"mode\":\"emergency\"", "\"strobe\":false", "\"duration\":6");
        assertThat(warnings).last().asString().contains("\"mode\":\"stop\"");
        assertThat(home.traffic).noneMatch(t -> t.startsWith("zigbee2mqtt/siren/get"));
    }

    @Test
    void lampWithoutColourFlashesWhiteAndNeverShinesSteadilyInAFire() {
        retained("zigbee2mqtt/bridge/devices", DEVICES.replace("shelf/low", "shelf"));
        home.lamp("shelf", "{\"state\":\"ON\",\"brightness\":40,\"color_temp\":300}");
        keeper("shelf");
        show.deliver(Alerts.start("a", Urgency.NOTICE, Alerts.RED));
        timer.advance(20_000);
        assertThat(home.sent.stream().map(t -> t.message().toString()).toList())
                .contains("{\"state\":\"ON\",\"transition\":0,\"brightness\":254}")
                .contains("{\"state\":\"OFF\",\"transition\":0}")
                .noneMatch(m -> m.contains("color\""));
        assertThat(home.lamp("shelf").get("brightness").asInt()).isEqualTo(40);
    }

    @Test
    void lampThatIsOwedItsStateGetsItThoughItIsNotInUseAnyMore() {
        var relay = new VirtualShelly(home, timer::after, "s", "rgb:0");
        String before = relay.light().colour();
        LampHub old = new LampHub(timer, home, journal, 1, "shelly:s/rgb:0");
        old.deliver(Alerts.start("a", Urgency.EMERGENCY, Alerts.BLUE));
        timer.advance(2_300);
        old.crash();
        assertThat(journal.lamps()).containsExactly("shelly:s/rgb:0");
        LampKeeper keeper = keeper();
        timer.advance(60_000);
        assertThat(relay.light().colour()).isEqualTo(before);
        assertThat(relay.light().on()).isFalse();
        assertThat(keeper.used()).isEmpty();
    }
}
