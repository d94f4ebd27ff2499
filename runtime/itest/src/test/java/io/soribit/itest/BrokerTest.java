// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.testkit.Await;
import io.soribit.testkit.Mosquitto;
import io.soribit.testkit.NetworkGate;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;

/** The hub at a broker that is not its own, and that fails. */
class BrokerTest {
    private static final String STATE = "soribit/hub/porch/doorbell/state";
    private static final String SOUND = "soribit/hub/porch/sound";
    private static final String STATUS = "soribit/hub/status";

    @InjectBundleContext BundleContext context;
    @TempDir Path folder;
    private Hub hub;
    private Path wav;

    @BeforeEach
    void record() throws Exception {
        hub = new Hub(context).ready();
        wav =
                Recording.wav(
                        folder.resolve("doorbell.wav"),
                        Synthesis.joined(
                                Synthesis.quiet(2), Synthesis.doorbell(), Synthesis.quiet(2)));
    }

    @Test
    void whatIsHeardWhileTheBrokerIsAwayArrivesWhenItIsBack() throws Exception {
        try (Settings settings = new Settings(context);
                Mosquitto mosquitto = new Mosquitto(folder);
                NetworkGate network = new NetworkGate(mosquitto.port())) {
            connect(settings, network.uri());
            try (Inbox inbox = new Inbox(mosquitto.uri(), STATUS)) {
                inbox.await(STATUS, "online"::equals);
                mosquitto.kill();
            }
            network.shut();
            Await.until("the loss is noticed", () -> !hub.bus().connected());
            try (Heard heard = new Heard(context)) {
                play(settings, "away");
                Await.until(
                        () -> "the doorbell, broker or not: " + heard.events(),
                        () -> heard.count("porch", "doorbell", Phase.END) == 1);
            }

            mosquitto.start();
            try (Inbox inbox = new Inbox(mosquitto.uri(), "soribit/hub/#")) {
                network.open(); // The hub comes back after the inbox is there.
                inbox.await(STATUS, "online"::equals);
                inbox.await(SOUND, text -> text.contains("\"phase\":\"end\""));
                inbox.await(STATE, "OFF"::equals);
                assertThat(inbox.texts(SOUND))
                        .filteredOn(text -> text.contains("\"label\":\"doorbell\""))
                        .filteredOn(text -> !text.contains("\"update\""))
                        .as("start and end, in order, once each")
                        .satisfiesExactly(
                                first -> assertThat(first).contains("\"phase\":\"start\""),
                                second -> assertThat(second).contains("\"phase\":\"end\""));
                inbox.await("soribit/hub/model/state", hub.hearing().model()::equals);
            }
            try (Inbox later = new Inbox(mosquitto.uri(), "soribit/hub/#")) {
                assertThat(later.await(STATE, "OFF"::equals).retained()).isTrue();
                assertThat(later.await(STATUS, "online"::equals).retained()).isTrue();
            }
        }
    }

    @Test
    void theHubsOwnBrokerMakesRoomForAnotherAndComesBack() throws Exception {
        String own = hub.broker().toString();
        try (Settings settings = new Settings(context);
                Mosquitto mosquitto = new Mosquitto(folder)) {
            connect(settings, mosquitto.uri());
            Await.until("the own broker is off", () -> !hub.hasBroker());
            try (Inbox inbox = new Inbox(mosquitto.uri(), SOUND, STATE)) {
                play(settings, "outside");
                inbox.await(SOUND, text -> text.contains("\"label\":\"doorbell\""));
                inbox.await(STATE, "OFF"::equals);
            }
        }
        hub.ready();
        assertThat(hub.broker()).as("was %s", own).isNotNull();
        assertThat(hub.bus().address()).isEqualTo(hub.broker().toString());
    }

    private void connect(Settings settings, URI broker) throws Exception {
        settings.set("io.soribit.notify.mqtt", Map.of("url", broker.toString()));
        Await.until(
                () -> "a connection to " + broker,
                () -> hub.bus().connected() && hub.bus().address().equals(broker.toString()));
    }

    private void play(Settings settings, String name) throws Exception {
        settings.add(
                "io.soribit.source.file",
                name,
                Map.of("id", name, "room", "porch", "path", wav.toString(), "realtime", false));
    }
}
