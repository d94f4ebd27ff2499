// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class RunTest {
    @TempDir Path folder;

    private Soribit run() throws Exception {
        return Soribit.start("run", "--data", folder.toString());
    }

    private static Soribit subscriber(int port, String topic) throws Exception {
        return Soribit.program(
                "mosquitto_sub", "-h", "127.0.0.1", "-p", "" + port, "-v", "-t", topic);
    }

    @Test
    void aRoomIsHeardAndTheModelChangesOver() throws Exception {
        int port = Soribit.ports(folder);
        Path wav = Wav.doorbell(folder.resolve("bell.wav"), 6);
        Soribit.configure(
                folder,
                "io.soribit.source.file-room",
                "path = " + wav,
                "room = hall",
                "loop = true");
        try (Soribit hub = run()) {
            hub.line(60, "● hall");
            hub.line(60, "MQTT: tcp://127.0.0.1:" + port);
            try (Soribit listener = subscriber(port, "soribit/hub/#")) {
                listener.line(30, "soribit/hub/status online");
                listener.line(30, l -> l.startsWith("soribit/hub/hall/sound {"));
                listener.line(30, "soribit/hub/hall/doorbell/state ON");
                listener.line(30, "soribit/hub/hall/doorbell/state OFF");
                listener.line(30, "soribit/hub/model/state home-dynamic-range");
                try (Soribit use =
                        Soribit.start(
                                "models", "use", "home-integer", "--data", folder.toString())) {
                    assertThat(use.exit(60)).as(use.err()).isZero();
                }
                listener.line(60, "soribit/hub/model/state home-integer");
                hub.terminate();
                listener.line(30, "soribit/hub/status offline");
            }
            hub.exit(30);
            assertThat(hub.lines()).noneMatch(l -> l.contains("Exception") || l.contains("\tat "));
        }
    }

    @Test
    void withoutAMicrophoneItSaysSoAndGoesOn() throws Exception {
        Soribit.ports(folder);
        try (Soribit hub = run()) {
            assertThat(hub.line(60, "○ home (microphone): lost")).contains("microphone");
            hub.line(60, "MQTT: tcp://");
        }
    }

    @Test
    void aTakenPortAndABrokenFileAreNamedAndTheRestGoesOn() throws Exception {
        Soribit.ports(folder);
        int taken = Soribit.freePort();
        Soribit.configure(folder, "io.soribit.broker", "port = " + taken);
        Soribit.configure(
                folder, "io.soribit.engine", "hop_ms = often", "thresholds = dorbell=0.4");
        try (Soribit mosquitto = Soribit.program("/usr/sbin/mosquitto", "-p", "" + taken)) {
            mosquitto.line(30, "running");
            try (Soribit hub = run()) {
                hub.line(60, l -> l.contains("" + taken) && l.contains("io.soribit.broker.cfg"));
                hub.line(60, l -> l.contains("hop_ms") && l.contains("often"));
                hub.line(60, l -> l.contains("dorbell"));
                hub.line(60, "page: http://127.0.0.1:");
            }
        }
    }

    @Test
    void anOutsideBrokerIsUsedAndItsLossIsSurvived() throws Exception {
        Soribit.ports(folder);
        int port = Soribit.freePort();
        Soribit.configure(
                folder, "io.soribit.notify.mqtt", "url = tcp://127.0.0.1:" + port, "hub = attic");
        try (Soribit mosquitto = Soribit.program("/usr/sbin/mosquitto", "-p", "" + port);
                Soribit hub = run()) {
            mosquitto.line(30, "running");
            hub.line(60, "MQTT: tcp://127.0.0.1:" + port);
            try (Soribit listener = subscriber(port, "soribit/#")) {
                listener.line(30, "soribit/attic/status online");
            }
            mosquitto.close();
            hub.line(60, l -> l.startsWith("page:") && l.contains("MQTT: not there yet"));
            try (Soribit again = Soribit.program("/usr/sbin/mosquitto", "-p", "" + port)) {
                again.line(30, "running");
                try (Soribit listener = subscriber(port, "soribit/#")) {
                    listener.line(60, "soribit/attic/status online");
                }
            }
            assertThat(Files.exists(folder.resolve("broker"))).isFalse();
        }
    }

    @Test
    void aSecondHubWithTheSameFolderIsRefused() throws Exception {
        Soribit.ports(folder);
        try (Soribit hub = run()) {
            hub.line(60, "MQTT: tcp://");
            try (Soribit second = run()) {
                assertThat(second.exit(60)).isEqualTo(2);
                assertThat(second.err()).contains("already running");
            }
        }
    }
}
