// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stream that a real sender sends, and a program that is silent, as sources of the hub. */
@Timeout(900)
class StreamTest {
    private static final String SILENT = "sleep 987654";
    private static final Pattern READER = Pattern.compile(SILENT + "|ffmpeg");

    @TempDir Path data;

    @Test
    void hearsAStreamAndLeavesNoProcess() throws Exception {
        int mqtt = Soribit.ports(data);
        int port = Soribit.freePort();
        String url = "udp://127.0.0.1:" + port;
        source("hall", "url = " + url);
        source("attic", "command = " + SILENT);
        source("cellar", "url = rtsp://me:t0pSecret@127.0.0.1:" + Soribit.freePort() + "/live");
        Path wav = Wav.doorbell(data.resolve("bell.wav"), 6);
        try (Soribit sender =
                        Soribit.program(
                                "ffmpeg",
                                "-v",
                                "error",
                                "-re",
                                "-stream_loop",
                                "-1",
                                "-i",
                                wav.toString(),
                                "-c:a",
                                "aac",
                                "-f",
                                "mpegts",
                                url);
                Soribit hub =
                        Soribit.with(
                                Map.of("SORIBIT_SUPERVISE", "no"),
                                "run",
                                "--data",
                                data.toString());
                Soribit all = mqtt(hub, mqtt)) {
            all.line(90, "soribit/hub/hall/doorbell/state ON");
            String alert =
                    all.line(
                            90,
                            l ->
                                    l.startsWith("soribit/hub/alerts ")
                                            && l.contains("\"label\":\"doorbell\""));
            assertThat(alert).contains("\"rooms\":[\"hall\"]");
            String cellar =
                    all.line(
                            60,
                            l ->
                                    l.startsWith("soribit/hub/cellar/health")
                                            && l.contains("\"state\":\"lost\""));
            assertThat(cellar)
                    .contains("refuses connections", "\"reconnects\":0")
                    .doesNotContain("t0pSecret");
            assertThat(sender.lines()).isEmpty();
            ProcessHandle java = hub.java();
            Await.until("both processes run", () -> children(java).size() == 2);
            List<ProcessHandle> children = children(java);
            java.destroyForcibly();
            Await.until(
                    "all have ended", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void theDoctorNamesEachStream() throws Exception {
        Soribit.ports(data);
        source("cellar", "url = rtsp://me:t0pSecret@127.0.0.1:" + Soribit.freePort() + "/live");
        source("attic", "command = no-such-program");
        Soribit.configure(data, "io.soribit.source.udp-bath", "room = bath", "key = short");
        Soribit.configure(data, "io.soribit.source.wyoming-study", "room = study");
        Soribit.configure(data, "io.soribit.source.mqtt-porch", "room = porch", "format = raw");
        source("hall", "url = " + Wav.doorbell(data.resolve("bell.wav"), 6));
        try (Soribit doctor = Soribit.start("doctor", "--data", data.toString())) {
            doctor.exit(90);
            assertThat(doctor.lines())
                    .anyMatch(l -> l.contains("ffmpeg decodes what cameras send"))
                    .anyMatch(l -> l.contains("stream.cellar in room cellar gives no audio"))
                    .anyMatch(l -> l.contains("source udp.bath cannot be used"))
                    .anyMatch(l -> l.contains("wyoming.study in room study cannot be used"))
                    .anyMatch(l -> l.contains("mqtt.porch in room porch cannot be used"))
                    .anyMatch(l -> l.contains("program 'no-such-program' is not installed"))
                    .anyMatch(l -> l.startsWith("✔ ok source stream.hall in room hall"))
                    .noneMatch(l -> l.contains("t0pSecret"));
        }
    }

    private void source(String room, String setting) throws Exception {
        Soribit.configure(data, "io.soribit.source.stream-" + room, "room = " + room, setting);
    }

    private static Soribit mqtt(Soribit hub, int port) throws Exception {
        hub.line(90, "● hall");
        hub.line(90, "MQTT: tcp://127.0.0.1:" + port);
        return Soribit.program(
                "mosquitto_sub", "-h", "127.0.0.1", "-p", "" + port, "-v", "-t", "soribit/#");
    }

    /** What reads the streams of a hub. */
    private static List<ProcessHandle> children(ProcessHandle java) {
        return java.children()
                .filter(child -> READER.matcher(child.info().commandLine().orElse("")).find())
                .toList();
    }
}
