// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(900)
class RunTest {
    @TempDir Path folder;

    private Soribit run() throws Exception {
        return Soribit.start("run", "--data", folder.toString());
    }

    /** A room in which a doorbell rings again and again. */
    private void play() throws Exception {
        Path wav = Wav.doorbell(folder.resolve("bell.wav"), 6);
        Soribit.configure(
                folder,
                "io.soribit.source.file-room",
                "path = " + wav,
                "room = hall",
                "loop = true");
    }

    private static Soribit subscriber(int port, String topic) throws Exception {
        return Soribit.program(
                "mosquitto_sub", "-h", "127.0.0.1", "-p", "" + port, "-v", "-t", topic);
    }

    private static Soribit setModel(int port, String model, String request) throws Exception {
        return Soribit.program(
                "mosquitto_pub",
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-V",
                "5",
                "-D",
                "publish",
                "correlation-data",
                request,
                "-t",
                "soribit/hub/model/set",
                "-m",
                model);
    }

    @Test
    void aRoomIsHeardAndTheModelChangesOver() throws Exception {
        int port = Soribit.ports(folder);
        play();
        int before;
        try (Soribit hub = run()) {
            hub.line(60, "● hall");
            hub.line(60, "MQTT: tcp://127.0.0.1:" + port);
            try (Soribit listener = subscriber(port, "soribit/hub/#")) {
                listener.line(30, "soribit/hub/status online");
                listener.line(30, l -> l.startsWith("soribit/hub/hall/sound {"));
                listener.line(30, "soribit/hub/hall/doorbell/state ON");
                listener.line(30, "soribit/hub/hall/doorbell/state OFF");
                listener.line(30, "soribit/hub/model/state home-float16");
                try (Soribit use =
                        Soribit.start(
                                "models", "use", "home-integer", "--data", folder.toString())) {
                    assertThat(use.exit(60)).as(use.err()).isZero();
                }
                listener.line(60, "soribit/hub/model/state home-integer");
                listener.line(60, "\"model\":\"home-integer\"");
                try (Soribit list = Soribit.start("models", "list", "--data", folder.toString())) {
                    assertThat(list.exit(60)).as(list.err()).isZero();
                    assertThat(list.out()).anyMatch(l -> l.startsWith("* home-integer "));
                }
                try (Soribit use =
                        Soribit.start("models", "use", "home-best", "--data", folder.toString())) {
                    assertThat(use.exit(60)).isEqualTo(1);
                    assertThat(use.err()).contains("no model 'home-best'", "home-float16");
                }
                try (Soribit set = setModel(port, "home-float16", "request-7")) {
                    assertThat(set.exit(30)).isZero();
                }
                assertThat(listener.line(60, "soribit/hub/model/result {"))
                        .contains("\"request\":\"request-7\"", "\"ok\":true")
                        .contains("home-float16 is active instead of home-integer");
                listener.line(60, "soribit/hub/model/state home-float16");
                listener.line(60, "\"model\":\"home-float16\"");
                assertThat(folder.resolve("etc/io.soribit.engine.cfg"))
                        .content()
                        .contains("model = home-float16");
                before = hub.lines().size();
                hub.terminate();
                listener.line(30, "soribit/hub/status offline");
            }
            assertThat(hub.exit(30)).as("ended by SIGTERM").isEqualTo(128 + 15);
            assertThat(hub.lines().subList(before, hub.lines().size()))
                    .noneMatch(l -> l.contains("Exception") || l.contains("\tat "));
        }
    }

    @Test
    void withoutAMicrophoneItSaysSoAndGoesOn() throws Exception {
        Soribit.ports(folder);
        Soribit.configure(
                folder,
                "io.soribit.source.microphone-cellar",
                "id = cellar",
                "room = cellar",
                "device = what nobody has");
        try (Soribit hub = run()) {
            assertThat(hub.line(60, "○ cellar (cellar): lost")).contains("microphone");
            hub.line(60, "MQTT: tcp://");
            String page = hub.line(60, "page: http").replaceAll("page: (\\S+) .*", "$1");
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(page)).build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("Soribit 소리빛");
            assertThat(folder.resolve("log/soribit.log"))
                    .content()
                    .as("a web server that starts twice may lose the page")
                    .containsOnlyOnce("Started Jetty");
        }
    }

    @Test
    void theDefaultMicrophoneNeedsNoConfiguration() throws Exception {
        Soribit.ports(folder);
        try (Soribit hub = run()) {
            hub.line(60, l -> l.matches("(●|○) home \\(microphone\\): (listening|lost).*"));
        }
    }

    @Test
    void aConfiguredSourceTakesThePlaceOfTheDefaultMicrophone() throws Exception {
        Soribit.ports(folder);
        play();
        try (Soribit hub = run()) {
            hub.line(60, "● hall");
            hub.line(60, "page: http");
            assertThat(hub.lines()).noneMatch(l -> l.contains(" home (microphone)"));
            Files.delete(folder.resolve("etc/io.soribit.source.file-room.cfg"));
            hub.line(60, l -> l.matches("(●|○) home \\(microphone\\): (listening|lost).*"));
        }
    }

    @Test
    void whatIsTakenOrBrokenIsNamedAndTheRestGoesOn() throws Exception {
        int taken = Soribit.freePort();
        Soribit.configure(folder, "io.soribit.broker", "port = " + taken);
        Soribit.configure(
                folder, "io.soribit.engine", "hop_ms = often", "thresholds = dorbell=0.4");
        Soribit.configure(folder, "io.soribit.nothing", "key = value");
        play();
        try (Soribit mosquitto = Soribit.program("/usr/sbin/mosquitto", "-p", "" + taken);
                ServerSocket web = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            mosquitto.line(30, "running");
            Soribit.configure(
                    folder,
                    "org.apache.felix.http",
                    "org.osgi.service.http.port = " + web.getLocalPort());
            try (Soribit hub = run()) {
                hub.line(60, "● hall");
                hub.line(60, l -> l.contains("" + taken) && l.contains("io.soribit.broker.cfg"));
                hub.line(60, l -> l.contains("page") && l.contains("" + web.getLocalPort()));
                hub.line(60, l -> l.contains("hop_ms") && l.contains("often"));
                hub.line(60, "dorbell");
                hub.line(
                        60,
                        l ->
                                l.contains("io.soribit.nothing.cfg")
                                        && l.contains("no running component reads"));

                mosquitto.close();
                hub.line(60, "MQTT: tcp://127.0.0.1:" + taken);
                try (Soribit listener = subscriber(taken, "soribit/hub/hall/doorbell/state")) {
                    listener.line(30, "state ON");
                }
                int free = Soribit.freePort();
                Soribit.configure(
                        folder, "org.apache.felix.http", "org.osgi.service.http.port = " + free);
                hub.line(60, "page: http://127.0.0.1:" + free);
            }
        }
    }

    @Test
    void anOutsideBrokerIsUsedAndItsLossIsSurvived() throws Exception {
        Soribit.configure(
                folder,
                "org.apache.felix.http",
                "org.osgi.service.http.port = " + Soribit.freePort());
        int port = Soribit.freePort();
        Soribit.configure(
                folder, "io.soribit.notify.mqtt", "url = tcp://127.0.0.1:" + port, "hub = attic");
        try (Soribit hub = run();
                Soribit mosquitto = broker(hub, port)) {
            mosquitto.line(30, "running");
            hub.line(60, "MQTT: tcp://127.0.0.1:" + port);
            try (Soribit listener = subscriber(port, "soribit/#")) {
                listener.line(30, "soribit/attic/status online");
            }
            mosquitto.close();
            hub.line(60, l -> l.startsWith("page:") && l.contains("MQTT: not available yet"));
            try (Soribit again = Soribit.program("/usr/sbin/mosquitto", "-p", "" + port)) {
                again.line(30, "running");
                try (Soribit listener = subscriber(port, "soribit/#")) {
                    listener.line(60, "soribit/attic/status online");
                }
            }
            assertThat(Files.exists(folder.resolve("broker"))).isFalse();
        }
    }

    /** A broker that comes when it has been missed. */
    private static Soribit broker(Soribit hub, int port) throws Exception {
        hub.line(60, l -> l.contains("127.0.0.1:" + port + " is unreachable"));
        return Soribit.program("/usr/sbin/mosquitto", "-p", "" + port);
    }

    @Test
    void anArchiveOfItsClassesIsMadeOnceAndUsed() throws Exception {
        Soribit.ports(folder);
        play();
        List<Path> archives = List.of();
        for (int start = 0; start < 2; start++) {
            try (Soribit hub =
                    Soribit.with(
                            Map.of("SORIBIT_ARCHIVE", "yes"), "run", "--data", folder.toString())) {
                hub.line(60, "● hall");
                hub.line(60, "MQTT: tcp://");
                hub.terminate();
                assertThat(hub.exit(100)).isEqualTo(128 + 15);
                assertThat(hub.lines()).noneMatch(l -> l.contains("cds"));
            }
            try (Stream<Path> files = Files.list(Soribit.home().resolve("cache"))) {
                List<Path> made = files.toList();
                assertThat(made).hasSize(1).isEqualTo(archives.isEmpty() ? made : archives);
                archives = made;
            }
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
