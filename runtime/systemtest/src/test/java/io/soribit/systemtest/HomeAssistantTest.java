// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Home Assistant, set up as a person would have it, at a broker of its own. */
@Timeout(900)
class HomeAssistantTest {
    private static final Path START =
            Path.of("..", "..", "..", "shared", "clients", "homeassistant", "start");
    private static final Path INSTALLED =
            Path.of(System.getenv().getOrDefault("HA_ROOT", "/opt/trixie"), "ha", "installed");
    private static final String BELL = "binary_sensor.soribit_hall_doorbell";
    private static final String MODEL = "select.soribit_hub_model";
    private static final String CONNECTION = "binary_sensor.soribit_hub_status";
    private static final String UPDATE = "update.soribit_hub_model_update";
    private static final String MODE = "select.soribit_hub_mode";
    private static final String ALERT = "binary_sensor.soribit_hub_alert";
    private static final String DEVICE = "homeassistant/device/soribit_hub/config";
    private static final String ENTITY = "homeassistant/select/soribit_hub/model/config";

    @TempDir Path folder;
    private int port;

    @BeforeEach
    void configure() throws Exception {
        assumeThat(START).as("the scripts that start a Home Assistant").exists();
        assumeThat(INSTALLED).as("a Home Assistant, by the script 'install'").exists();
        assumeThat(System.getProperty("user.name")).as("a chroot needs root").isEqualTo("root");
        port = Soribit.freePort();
        Soribit.configure(folder, "io.soribit.notify.mqtt", "url = tcp://127.0.0.1:" + port);
        Soribit.configure(
                folder,
                "org.apache.felix.http",
                "org.osgi.service.http.port = " + Soribit.freePort());
        Soribit.configure(folder, "io.soribit.notify.homeassistant", "language = ko");
        Soribit.configure(
                folder, "io.soribit.alert.rule-bell", "sounds = doorbell", "acknowledge = yes");
        Path wav = Wav.doorbell(folder.resolve("bell.wav"), 6);
        for (String room : new String[] {"hall", "거실"}) {
            Soribit.configure(
                    folder,
                    "io.soribit.source.file-" + Math.abs(room.hashCode()),
                    "id = " + room,
                    "path = " + wav,
                    "room = " + room,
                    "loop = true");
        }
    }

    private Soribit broker() throws Exception {
        Soribit broker = Soribit.program("/usr/sbin/mosquitto", "-p", "" + port);
        broker.line(60, "running");
        return broker;
    }

    private Soribit hub() throws Exception {
        Soribit hub = Soribit.start("run", "--data", folder.toString());
        hub.line(120, "MQTT: tcp://127.0.0.1:" + port);
        return hub;
    }

    private Soribit homeAssistant() throws Exception {
        Soribit home =
                Soribit.program(START.toString(), "" + port, folder.resolve("home").toString());
        home.line(200, "ready"::equals);
        return home;
    }

    private Soribit subscriber(String topic) throws Exception {
        return Soribit.program(
                "mosquitto_sub", "-h", "127.0.0.1", "-p", "" + port, "-v", "-t", topic);
    }

    private void publish(String topic, String payload) throws Exception {
        try (Soribit pub =
                Soribit.program(
                        "mosquitto_pub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "" + port,
                        "-t",
                        topic,
                        "-m",
                        payload)) {
            assertThat(pub.exit(30)).isZero();
        }
    }

    /** Does in Home Assistant what a person would. */
    private void call(String service, String entity, String data) throws Exception {
        publish(
                "ha/call",
                "{\"service\":\"%s\",\"target\":\"%s\",\"data\":{%s}}"
                        .formatted(service, entity, data));
    }

    private void choose(String entity, String option) throws Exception {
        call("select.select_option", entity, "\"option\":\"" + option + "\"");
        shows(entity, option);
    }

    /** Waits until Home Assistant shows it so. */
    private String shows(String entity, Predicate<String> state) throws Exception {
        try (Soribit listener = subscriber("ha/state/" + entity)) {
            return listener.line(120, state);
        }
    }

    private String shows(String entity, String state) throws Exception {
        return shows(entity, line -> line.contains("\"state\":\"" + state + "\""));
    }

    /** Waits until the broker retains nothing on a topic. */
    private void awaitRemoval(String topic) throws Exception {
        for (int i = 0; i < 60; i++) {
            try (Soribit look =
                    Soribit.program(
                            "mosquitto_sub",
                            "-p",
                            "" + port,
                            "-t",
                            topic,
                            "--retained-only",
                            "-W",
                            "2")) {
                look.exit(30);
                if (look.out().isEmpty()) {
                    return;
                }
            }
        }
        throw new AssertionError(topic + " is still retained after two minutes");
    }

    private static boolean isKnown(String line) {
        return !line.contains("\"state\":\"unknown\"") && !line.contains("\"state\":\"unavailable");
    }

    private void alertsAreSeenAndTested() throws Exception {
        try (Soribit alerts = subscriber("soribit/hub/alerts")) {
            assertThat(shows(ALERT, "on")).contains("알림");
            shows("sensor.soribit_hub_alert_text", l -> l.contains("\"state\":\"초인종: "));
            call("button.press", "button.soribit_hub_seen", "");
            alerts.line(60, l -> l.contains("\"by\":\"Home Assistant\""));
            shows(ALERT, "off");
            call("button.press", "button.soribit_hub_test", "");
            alerts.line(60, l -> l.contains("\"label\":\"test\""));
        }
    }

    /** Between a topic per device and a topic per entity, with the same entities. */
    private void entitiesAreHandedOverAndBack() throws Exception {
        try (Soribit all = subscriber("ha/state/#")) {
            discovery("entity", "sleep");
            awaitRemoval(DEVICE);
            choose(MODE, "away");
            discovery("device", "away");
            awaitRemoval(ENTITY);
            choose(MODE, "home");
            shows(MODEL, "home-integer");
            assertThat(all.out()).isNotEmpty().noneMatch(l -> l.matches("ha/state/\\S+_2 .*"));
        }
    }

    /** Returns when the mode was unloaded and is what it was. */
    private void discovery(String form, String mode) throws Exception {
        AtomicBoolean unloaded = new AtomicBoolean();
        try (Soribit listener = subscriber("ha/state/" + MODE)) {
            listener.line(60, l -> l.contains("\"state\":\"" + mode + "\""));
            Soribit.configure(
                    folder,
                    "io.soribit.notify.homeassistant",
                    "language = ko",
                    "discovery = " + form);
            listener.line(
                    120,
                    l -> {
                        unloaded.compareAndSet(false, l.contains("\"state\":\"unavailable\""));
                        return unloaded.get() && l.contains("\"state\":\"" + mode + "\"");
                    });
        }
    }

    @Test
    void itIsShownAndObeyedAndSurvivesRestartsOfAllThree() throws Exception {
        Soribit broker = broker();
        try (Soribit first = hub();
                Soribit home = homeAssistant()) {
            assertThat(shows(BELL, "on")).contains("초인종", "\"device\":\"hall\"");
            shows(BELL, "off");
            shows("binary_sensor.soribit_hall_smoke_alarm", "off");
            shows("binary_sensor.soribit_hub_house_smoke_alarm", "off");
            shows("binary_sensor.soribit_hall_listening", "on");
            shows("sensor.soribit_hall_level", line -> line.matches(".*\"state\":\"-\\d.*"));
            shows("event.soribit_hall_event", l -> l.contains("\"event_type\":\"doorbell\""));
            shows("event.soribit_hub_event", l -> l.contains("\"event_type\":\"doorbell\""));
            shows("event.soribit_geosil_event", l -> l.contains("\"event_type\":\"doorbell\""));
            shows(CONNECTION, "on");

            shows(MODEL, "home-dynamic-range");
            shows(MODEL, line -> line.contains("\"home-integer\""));
            shows(UPDATE, "off");
            choose(MODEL, "home-integer");
            assertThat(shows(UPDATE, "on")).contains("\"latest_version\":\"home-dynamic-range\"");
            call("update.install", UPDATE, "");
            shows(MODEL, "home-dynamic-range");
            shows(UPDATE, "off");
            choose(MODEL, "home-integer");
            assertThat(folder.resolve("etc/io.soribit.engine.cfg"))
                    .content()
                    .contains("model = home-integer");

            shows("binary_sensor.soribit_hall_problem", l -> l.contains("\"message\":\"\""));
            alertsAreSeenAndTested();
            choose(MODE, "sleep");

            first.terminate();
            shows(BELL, "unavailable");
            shows(CONNECTION, "off");
            Files.delete(
                    folder.resolve(
                            "etc/io.soribit.source.file-" + Math.abs("거실".hashCode()) + ".cfg"));
            try (Soribit second = hub()) {
                shows(CONNECTION, "on");
                shows(BELL, "on");
                shows(MODE, "sleep");

                broker.close();
                second.line(60, l -> l.contains("MQTT: not available yet"));
                broker = broker();
                shows(BELL, "off");
                shows(BELL, "on");
                shows(MODEL, "home-integer");

                home.terminate();
                assertThat(home.exit(60)).isZero();
                try (Soribit again = homeAssistant()) {
                    shows(MODEL, "home-integer");
                    shows(MODE, "sleep");
                    shows("binary_sensor.soribit_hall_smoke_alarm", "off");
                    shows("event.soribit_hall_event", HomeAssistantTest::isKnown);
                    shows(BELL, "on");
                    awaitRemoval("homeassistant/device/soribit_hub_-ac70--c2e4-/config");
                    entitiesAreHandedOverAndBack();
                }
            }
        } finally {
            broker.close();
        }
        assertThat(Files.readAllLines(folder.resolve("home").resolve("console.log")))
                .filteredOn(l -> l.contains("homeassistant.components.mqtt"))
                .filteredOn(l -> l.contains("WARNING") || l.contains("ERROR"))
                .filteredOn(l -> !l.contains("components.mqtt.client"))
                // Said once a device, as all its entities have been handed over already.
                .filteredOn(l -> !l.contains("No device components to cleanup"))
                // Of its own information on each entity that is handed over.
                .filteredOn(l -> !l.contains("is logging too frequently"))
                .isEmpty();
    }
}
