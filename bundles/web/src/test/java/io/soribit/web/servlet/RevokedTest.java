// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import io.soribit.web.HubFixture;
import io.soribit.web.TestServer;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Open event streams of users and devices that are not admitted any more. */
@Timeout(240)
class RevokedTest {
    private static final String WALL = cookie("wall", "secret");
    private final HttpClient http = HttpClient.newHttpClient();
    @TempDir Path folder;
    private UserFile users;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        users = new UserFile(folder.resolve("page-users"));
        server = new TestServer(0, TestServer.config(9, 9), folder.resolve("page-users"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void put(String name, String secret, String role) throws Exception {
        users.put(new User(name, Passwords.hash(secret.toCharArray()), role));
    }

    private static String cookie(String name, String secret) {
        return "soribit="
                + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(UTF_8));
    }

    private HttpResponse<InputStream> connect(String cookie) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.uri("/events"))
                        .header("Accept", "text/event-stream")
                        .header("Cookie", cookie)
                        .build();
        return http.send(request, BodyHandlers.ofInputStream());
    }

    /** A stream that has received its first event. */
    private BufferedReader stream(String cookie) throws Exception {
        BufferedReader stream =
                new BufferedReader(new InputStreamReader(connect(cookie).body(), UTF_8));
        assertThat(stream.lines().anyMatch("event: snapshot"::equals)).isTrue();
        return stream;
    }

    /** The kinds of all further events, at the end of the stream. */
    private static List<String> rest(BufferedReader stream) {
        return stream.lines().filter(line -> line.startsWith("event: ")).toList();
    }

    private void sound(String id) {
        server.page.onSound(HubFixture.start(id, HubFixture.SMOKE, Instant.now(), "Hall"));
    }

    @Test
    void theStreamOfARevokedDeviceEndsWithoutAnotherSound() throws Exception {
        put("wall", "secret", "resident");
        put("phone", "other", "resident");
        BufferedReader wall = stream(WALL);
        BufferedReader phone = stream(cookie("phone", "other"));
        users.remove("wall");
        sound("1");
        assertThat(rest(wall)).doesNotContain("event: sound");
        assertThat(phone.lines().anyMatch("event: sound"::equals)).isTrue();
        HttpResponse<InputStream> again = connect(WALL);
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void aStreamEndsAlsoWhenNothingHappens() throws Exception {
        put("wall", "secret", "resident");
        put("phone", "other", "resident");
        BufferedReader wall = stream(WALL);
        server.page.stop(); // no status each second
        users.remove("wall");
        assertThat(rest(wall)).doesNotContain("event: sound");
    }

    @Test
    void withAnotherRoleTheStreamIsOpenedAgain() throws Exception {
        put("wall", "secret", "admin");
        BufferedReader wall = stream(WALL);
        put("wall", "secret", "viewer");
        sound("1");
        assertThat(rest(wall)).doesNotContain("event: sound");
        stream(WALL);
    }

    @Test
    void aDeviceThatIsPairedAnewUnderTheNameIsAnother() throws Exception {
        put("wall", "secret", "resident");
        BufferedReader wall = stream(WALL);
        put("wall", "of another device", "resident");
        sound("1");
        assertThat(rest(wall)).doesNotContain("event: sound");
        assertThat(connect(WALL).statusCode()).isEqualTo(401);
    }

    @Test
    void withTheFirstUserAnOpenPageNeedsOne() throws Exception {
        BufferedReader local = stream("none=");
        put("Minsu", "open sesame", "admin");
        sound("1");
        assertThat(rest(local)).doesNotContain("event: sound");
    }
}
