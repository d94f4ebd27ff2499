// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.common.release.UpgradeHistory;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import io.soribit.testkit.LogCapture;
import io.soribit.web.TestServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class SettingsServletTest {
    private static final String HOP = "/api/settings?pid=io.soribit.engine&key=hop_ms";
    private static final String PASSWORD = "/api/settings?pid=io.soribit.notify.mqtt&key=password";

    @TempDir Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private TestServer server;
    private UserFile users;
    private String login = "";

    @BeforeEach
    void start() throws Exception {
        users = new UserFile(folder.resolve("page-users"));
        server = new TestServer(0, TestServer.config(8), folder.resolve("page-users"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> send(
            String method, String address, String version, BodyPublisher body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri(address))
                        .method(method, body)
                        .header("Soribit-Request", "test");
        if (version != null) {
            request.header("If-Match", version);
        }
        if (!login.isEmpty()) {
            byte[] both = (login + ":secret").getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String address, String version, String value)
            throws Exception {
        return send("PUT", address, version, BodyPublishers.ofString(value));
    }

    private String version(String pid, String key) throws Exception {
        for (JsonNode part : all().get("parts")) {
            for (JsonNode setting : part.get("settings")) {
                if (part.get("pid").asText().equals(pid)
                        && setting.get("key").asText().equals(key)) {
                    return '"' + setting.get("version").asText() + '"';
                }
            }
        }
        throw new AssertionError("no setting " + key + " of " + pid);
    }

    private JsonNode all() throws Exception {
        return json(send("GET", "/api/settings", null, BodyPublishers.noBody()));
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void oneOfTwoPeopleIsToldWhatTheOtherHasSet() throws Exception {
        String seen = version("io.soribit.engine", "hop_ms");
        assertThat(put(HOP, seen, "300").statusCode()).isEqualTo(200);
        HttpResponse<String> second = put(HOP, seen, "400");
        assertThat(second.statusCode()).isEqualTo(412);
        assertThat(json(second).get("code").asText()).isEqualTo("setting_changed");
        assertThat(json(second).at("/parameters/value").asText()).isEqualTo("300");
        assertThat(server.settings.values).containsEntry("io.soribit.engine hop_ms", "300");
        assertThat(put(HOP, null, "400").statusCode()).isEqualTo(428);
    }

    @Test
    void whatIsWrongHasACodeForThePlaceBesideIt() throws Exception {
        String seen = version("io.soribit.engine", "hop_ms");
        HttpResponse<String> word = put(HOP, seen, "often");
        assertThat(word.statusCode()).isEqualTo(400);
        assertThat(json(word).get("code").asText()).isEqualTo("setting_whole");
        JsonNode small = json(put(HOP, seen, "7"));
        assertThat(small.get("message").asText()).isEqualTo("the value must be from 50 to 10000");
        byte[] latin = {'2', (byte) 0xE4};
        HttpResponse<String> bytes = send("PUT", HOP, seen, BodyPublishers.ofByteArray(latin));
        assertThat(json(bytes).get("code").asText()).isEqualTo("setting_characters");
        assertThat(json(put(HOP, seen, "9".repeat(20_000))).get("code").asText())
                .isEqualTo("setting_long");
        String url = "/api/settings?pid=io.soribit.notify.mqtt&key=url";
        String was = version("io.soribit.notify.mqtt", "url");
        JsonNode address = json(put(url, was, "tcp://elsewhere"));
        assertThat(address.get("code").asText()).isEqualTo("setting_secrets");
        assertThat(server.settings.changes()).isEmpty();
    }

    @Test
    void aFullDiskIsSaid() throws Exception {
        server.settings.full = true;
        HttpResponse<String> answer = put(HOP, version("io.soribit.engine", "hop_ms"), "300");
        assertThat(answer.statusCode()).isEqualTo(507);
        assertThat(json(answer).get("message").asText()).contains("No space left on device");
    }

    @Test
    void aSecretIsNeitherShownNorLogged() throws Exception {
        try (LogCapture audit = LogCapture.by("io.soribit.web.audit")) {
            put(PASSWORD, version("io.soribit.notify.mqtt", "password"), "open barley");
            assertThat(audit.await("key=password")).doesNotContain("barley");
        }
        assertThat(server.settings.values)
                .containsEntry("io.soribit.notify.mqtt password", "open barley");
        assertThat(all().toString()).doesNotContain("barley").doesNotContain("sesame");
    }

    @Test
    void onlyAnAdministratorSeesAndChangesThem() throws Exception {
        users.put(new User("Minsu", Passwords.hash("secret".toCharArray()), "admin"));
        users.put(new User("Jiwoo", Passwords.hash("secret".toCharArray()), "resident"));
        login = "Jiwoo";
        for (String path :
                new String[] {
                    "/api/settings",
                    "/api/settings/",
                    "/api/settings/undo",
                    "/api/log",
                    "/api/updates"
                }) {
            assertThat(send("GET", path, null, BodyPublishers.noBody()).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(put(HOP, "\"v0\"", "300").statusCode()).isEqualTo(403);
        login = "Minsu";
        assertThat(put(HOP, version("io.soribit.engine", "hop_ms"), "300").statusCode())
                .isEqualTo(200);
        assertThat(server.settings.changes().get(0).who()).isEqualTo("Minsu");
    }

    @Test
    void whatTheHubHasLoggedAndItsUpdatesAreShown() throws Exception {
        new UpgradeHistory(folder.resolve("data"), Clock.systemUTC()).add("1.2.2 installed");
        new UpgradeHistory(folder.resolve("data"), Clock.systemUTC()).add("1.2.3 installed");
        LoggerFactory.getLogger("io.soribit.Sample").warn("the hall is not heard");
        JsonNode lines = json(send("GET", "/api/log?level=warn", null, BodyPublishers.noBody()));
        assertThat(lines.at("/lines/0/message").asText()).isEqualTo("the hall is not heard");
        assertThat(lines.at("/lines/0/level").asText()).isEqualTo("warn");
        JsonNode updates = json(send("GET", "/api/updates", null, BodyPublishers.noBody()));
        assertThat(updates.get("version").asText()).isEqualTo("1.2.3");
        assertThat(updates.at("/history/0").asText()).endsWith(" 1.2.3 installed");
        assertThat(updates.at("/history/1").asText()).endsWith(" 1.2.2 installed");
    }

    @Test
    void aBackupIsForAnAdministratorWhoHasLoggedIn() throws Exception {
        HttpResponse<String> local = send("POST", "/api/backup", null, BodyPublishers.noBody());
        assertThat(local.statusCode()).isEqualTo(403);
        assertThat(json(local).get("code").asText()).isEqualTo("backup_user");
        users.put(new User("Minsu", Passwords.hash("secret".toCharArray()), "admin"));
        users.put(new User("Jiwoo", Passwords.hash("secret".toCharArray()), "resident"));
        login = "Jiwoo";
        assertThat(send("POST", "/api/backup", null, BodyPublishers.noBody()).statusCode())
                .isEqualTo(403);
        login = "Minsu";
        HttpResponse<String> backup = send("POST", "/api/backup", null, BodyPublishers.noBody());
        assertThat(backup.statusCode()).isEqualTo(200);
        assertThat(backup.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/zip");
        assertThat(backup.body()).isEqualTo("a backup");
        HttpResponse<String> preview =
                send("PUT", "/api/backup", null, BodyPublishers.ofString("a backup"));
        assertThat(json(preview).at("/files/state~1lamps.json").asText()).isEqualTo("removed");
        assertThat(json(preview).get("same").asInt()).isEqualTo(4);
        server.backups.full = true;
        HttpResponse<String> full = send("POST", "/api/backup", null, BodyPublishers.noBody());
        assertThat(full.statusCode()).isEqualTo(507);
        assertThat(json(full).get("code").asText()).isEqualTo("unsaved");
    }

    @Test
    void aChangeIsUndoneUnlessItWasChangedSince() throws Exception {
        put(HOP, version("io.soribit.engine", "hop_ms"), "300");
        String undo = "/api/settings/undo?change=" + all().at("/changes/0/id").asText();
        put(HOP, version("io.soribit.engine", "hop_ms"), "400");
        assertThat(send("POST", undo, null, BodyPublishers.noBody()).statusCode()).isEqualTo(412);
        String newest = "/api/settings/undo?change=" + all().at("/changes/0/id").asText();
        assertThat(send("POST", newest, null, BodyPublishers.noBody()).statusCode()).isEqualTo(200);
        assertThat(server.settings.values).containsEntry("io.soribit.engine hop_ms", "300");
    }
}
