// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plants secrets in all configurations that take one, and searches everything the hub emits. */
@Timeout(900)
class SecretsTest {
    private static final int PLANTED = 24;

    /** All that the page serves, but the stream of events, whose parts these are. */
    private static final List<String> SERVED =
            List.of(
                    "/",
                    "/health",
                    "/metrics",
                    "/api/status",
                    "/api/devices",
                    "/api/history",
                    "/api/alerts",
                    "/api/models",
                    "/api/plugins",
                    "/api/settings",
                    "/api/sources",
                    "/api/recipients",
                    "/api/rules",
                    "/api/ntfy",
                    "/api/push",
                    "/api/microphone",
                    "/api/teach",
                    "/api/snooze",
                    "/api/sensitivity",
                    "/api/timeline",
                    "/api/timeline/hours",
                    "/api/timeline/report",
                    "/api/log?level=all",
                    "/api/updates");

    @TempDir Path folder;
    private final List<String> plain = new ArrayList<>();
    private final List<String> referenced = new ArrayList<>();

    /** A new secret, or a reference to it, in turns. */
    private String secret() throws IOException {
        int number = plain.size() + referenced.size();
        String secret = "sEcReT" + number + "xK7q" + (number * 7_919);
        if (number % 2 == 0) {
            plain.add(secret);
            return secret;
        }
        referenced.add(secret);
        Path file = folder.resolve("etc/secret" + number);
        Files.createDirectories(file.getParent());
        Files.writeString(file, secret + "\n");
        return "$[file:secret" + number + "]";
    }

    private void plant(int refusing) throws Exception {
        String nobody = "http://127.0.0.1:" + refusing;
        for (int i = 0; i < 4; i++) {
            Soribit.configure(
                    folder,
                    "io.soribit.notify.push.ntfy-t" + i,
                    "url = " + nobody,
                    "topic = " + secret(),
                    "token = " + secret());
        }
        for (int i = 0; i < 2; i++) {
            Soribit.configure(
                    folder,
                    "io.soribit.notify.push.ntfy-p" + i,
                    "url = " + nobody,
                    "topic = home",
                    "user = somebody",
                    "password = " + secret(),
                    "reply_topic = " + secret());
        }
        for (int i = 0; i < 3; i++) {
            Soribit.configure(
                    folder,
                    "io.soribit.notify.push.webhook-w" + i,
                    "url = " + nobody + "/hook?token=" + secret(),
                    "secret = " + secret());
        }
        Soribit.configure(
                folder,
                "io.soribit.source.stream-attic",
                "room = attic",
                "url = rtsp://me:" + secret() + "@127.0.0.1:" + refusing + "/" + secret());
        Soribit.configure(
                folder,
                "io.soribit.source.stream-cellar",
                "room = cellar",
                "url = " + nobody + "/live?token=" + secret(),
                "user = me",
                "password = " + secret());
        Soribit.configure(
                folder,
                "io.soribit.notify.mqtt",
                "password = " + secret(),
                "key_password = " + secret());
        assertThat(plain.size() + referenced.size()).isEqualTo(PLANTED);
    }

    @Test
    void noSecretLeavesItsFile() throws Exception {
        int port = Soribit.ports(folder);
        plant(Soribit.freePort());
        Soribit.configure(
                folder,
                "io.soribit.source.file-room",
                "path = " + Wav.doorbell(folder.resolve("bell.wav"), 6),
                "room = hall",
                "loop = true");
        Map<String, String> emitted = new LinkedHashMap<>();
        try (Soribit hub = Soribit.start("run", "--data", folder.toString())) {
            hub.line(90, "● hall");
            hub.line(90, "MQTT: tcp://127.0.0.1:" + port);
            String page = hub.line(60, "page: http").replaceAll("page: (\\S+?)/? .*", "$1");
            try (Soribit all =
                    Soribit.program(
                            "mosquitto_sub",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            "" + port,
                            "-v",
                            "-t",
                            "#",
                            "-t",
                            "$SYS/#")) {
                all.line(90, "soribit/hub/hall/doorbell/state ON");
                hub.line(90, "notifier ntfy:p0 could not deliver doorbell");
                for (String resource : SERVED) {
                    emitted.put("page " + resource, get(page + resource));
                }
                emitted.put("MQTT", String.join("\n", all.lines()));
            }
            emitted.put("threads", hub.dump("Thread.print"));
            emitted.put("properties", hub.dump("VM.system_properties"));
            emitted.put("command line", hub.dump("VM.command_line"));
            emitted.put("terminal", String.join("\n", hub.lines()));
        }
        try (Soribit doctor = Soribit.start("doctor", "--data", folder.toString())) {
            doctor.exit(90);
            emitted.put("doctor", String.join("\n", doctor.lines()));
        }
        Path support = folder.resolveSibling(folder.getFileName() + "-support.zip");
        try (Soribit command =
                Soribit.start("support", "--data", folder.toString(), support.toString())) {
            command.exit(90);
        }
        emitted.put("support", unpacked(support));
        List<String> every = new ArrayList<>(plain);
        every.addAll(referenced);
        assertThat(emitted.get("page /api/status")).contains("hall");
        assertThat(emitted.get("page /api/settings")).contains("io.soribit.notify.push.webhook~w0");
        assertThat(emitted.get("support")).contains("io.soribit.notify.push.webhook-w0");
        assertThat(emitted.get("threads")).contains("soribit");
        emitted.forEach((where, text) -> assertThat(text).as(where).doesNotContain(every));
        files();
    }

    /** Plain ones are where they were written, and in ConfigAdmin's cache: for the owner alone. */
    private void files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                String text = Files.readString(file, ISO_8859_1);
                boolean own = name.startsWith("etc/");
                boolean cache = name.contains("bundle") && name.endsWith(".config");
                if (!own && referenced.stream().anyMatch(text::contains)) {
                    found.put(name, "a referenced secret");
                }
                if (!own && !cache && plain.stream().anyMatch(text::contains)) {
                    found.put(name, "a plain secret");
                }
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                if (!own && !name.equals("bell.wav") && !mode.endsWith("------")) {
                    found.put(name, "readable by others: " + mode);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static String unpacked(Path archive) throws IOException {
        StringBuilder all = new StringBuilder();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                all.append(entry.getName()).append('\n');
                try (InputStream in = zip.getInputStream(entry)) {
                    all.append(new String(in.readAllBytes(), UTF_8));
                }
            }
        } finally {
            Files.delete(archive);
        }
        return all.toString();
    }

    private static String get(String address) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).header("Soribit-Request", "1").build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        assertThat(response.statusCode()).as(address).isEqualTo(200);
        return response.body();
    }
}
