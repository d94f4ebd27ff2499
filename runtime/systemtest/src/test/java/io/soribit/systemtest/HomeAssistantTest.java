// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Home Assistant, set up as a person would have it, at a broker of its own. */
@Timeout(900)
class HomeAssistantTest {
    private static final String BELL = "binary_sensor.soribit_hall_doorbell";
    private static final String MODEL = "select.soribit_hub_model";
    private static final String CONNECTION = "binary_sensor.soribit_hub_status";
    private static final String MOST_ACCURATE = "home-float16"; // by the models' cards
    private static final String UPDATE = "update.soribit_hub_model_update";
    private static final String MODE = "select.soribit_hub_mode";
    private static final String ALERT = "binary_sensor.soribit_hub_alert";
    private static final String DEVICE = "homeassistant/device/soribit_hub/config";
    private static final String ENTITY = "homeassistant/select/soribit_hub/model/config";

    @TempDir Path folder;
    private HomeAssistant real;

    @BeforeEach
    void configure() throws Exception {
        real = new HomeAssistant(folder);
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

    private static boolean isKnown(String line) {
        return !line.contains("\"state\":\"unknown\"") && !line.contains("\"state\":\"unavailable");
    }

    private void alertsAreSeenAndTested() throws Exception {
        try (Soribit alerts = real.subscriber("soribit/hub/alerts")) {
            assertThat(real.shows(ALERT, "on")).contains("알림");
            real.shows("sensor.soribit_hub_alert_text", l -> l.contains("\"state\":\"초인종: "));
            real.call("button.press", "button.soribit_hub_seen", "");
            alerts.line(60, l -> l.contains("\"by\":\"Home Assistant\""));
            real.shows(ALERT, "off");
            real.call("button.press", "button.soribit_hub_test", "");
            alerts.line(60, l -> l.contains("\"label\":\"test\""));
        }
    }

    /** Between a topic per device and a topic per entity, with the same entities. */
    private void entitiesAreHandedOverAndBack() throws Exception {
        try (Soribit all = real.subscriber("ha/state/#")) {
            discovery("entity", "sleep");
            real.awaitRemoval(DEVICE);
            real.choose(MODE, "away");
            discovery("device", "away");
            real.awaitRemoval(ENTITY);
            real.choose(MODE, "home");
            real.shows(MODEL, "home-integer");
            assertThat(all.out()).isNotEmpty().noneMatch(l -> l.matches("ha/state/\\S+_2 .*"));
        }
    }

    /** Returns when the mode was unloaded and is what it was. */
    private void discovery(String form, String mode) throws Exception {
        AtomicBoolean unloaded = new AtomicBoolean();
        try (Soribit listener = real.subscriber("ha/state/" + MODE)) {
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
        Soribit broker = real.broker();
        try (Soribit first = real.hub();
                Soribit home = real.start()) {
            assertThat(real.shows(BELL, "on")).contains("초인종", "\"device\":\"hall\"");
            real.shows(BELL, "off");
            real.shows("binary_sensor.soribit_hall_smoke_alarm", "off");
            real.shows("binary_sensor.soribit_hub_house_smoke_alarm", "off");
            real.shows("binary_sensor.soribit_hall_listening", "on");
            real.shows("sensor.soribit_hall_level", line -> line.matches(".*\"state\":\"-\\d.*"));
            real.shows("event.soribit_hall_event", l -> l.contains("\"event_type\":\"doorbell\""));
            real.shows("event.soribit_hub_event", l -> l.contains("\"event_type\":\"doorbell\""));
            real.shows(
                    "event.soribit_geosil_event", l -> l.contains("\"event_type\":\"doorbell\""));
            real.shows(CONNECTION, "on");

            real.shows(MODEL, MOST_ACCURATE);
            real.shows(MODEL, line -> line.contains("\"home-integer\""));
            real.choose(MODEL, "home-integer");
            assertThat(real.shows(UPDATE, "on"))
                    .contains("\"latest_version\":\"" + MOST_ACCURATE + "\"");
            real.call("update.install", UPDATE, "");
            real.shows(MODEL, MOST_ACCURATE);
            real.shows(UPDATE, "off");
            real.choose(MODEL, "home-integer");
            assertThat(folder.resolve("etc/io.soribit.engine.cfg"))
                    .content()
                    .contains("model = home-integer");

            real.shows("binary_sensor.soribit_hall_problem", l -> l.contains("\"message\":\"\""));
            alertsAreSeenAndTested();
            real.choose(MODE, "sleep");

            first.terminate();
            real.shows(BELL, "unavailable");
            real.shows(CONNECTION, "off");
            Files.delete(
                    folder.resolve(
                            "etc/io.soribit.source.file-" + Math.abs("거실".hashCode()) + ".cfg"));
            try (Soribit second = real.hub()) {
                real.shows(CONNECTION, "on");
                real.shows(BELL, "on");
                real.shows(MODE, "sleep");

                broker.close();
                second.line(60, l -> l.contains("MQTT: not available yet"));
                broker = real.broker();
                real.shows(BELL, "off");
                real.shows(BELL, "on");
                real.shows(MODEL, "home-integer");

                home.terminate();
                assertThat(home.exit(60)).isZero();
                try (Soribit again = real.start()) {
                    real.shows(MODEL, "home-integer");
                    real.shows(MODE, "sleep");
                    real.shows("binary_sensor.soribit_hall_smoke_alarm", "off");
                    real.shows("event.soribit_hall_event", HomeAssistantTest::isKnown);
                    real.shows(BELL, "on");
                    real.awaitRemoval("homeassistant/device/soribit_hub_-ac70--c2e4-/config");
                    entitiesAreHandedOverAndBack();
                }
            }
        } finally {
            broker.close();
        }
        assertThat(Files.readAllLines(real.console()))
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
