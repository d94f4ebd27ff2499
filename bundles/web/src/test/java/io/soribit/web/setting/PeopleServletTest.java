// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.hub.PageAddress;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import io.soribit.testkit.Await;
import io.soribit.testkit.LogCapture;
import io.soribit.web.TestServer;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use the page, as an administrator sees and changes it there. */
@Timeout(240)
class PeopleServletTest {
    private static final String WALL = "/api/people?name=kitchen%20wall&role=resident";

    @TempDir Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private UserFile users;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        users = new UserFile(folder.resolve("page-users"));
        server = new TestServer(0, TestServer.config(8, 8), folder.resolve("page-users"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void add(String name, String role) throws Exception {
        users.put(new User(name, Passwords.hash("secret".toCharArray()), role));
    }

    private HttpRequest.Builder request(String method, String address) {
        return HttpRequest.newBuilder(server.uri(address))
                .method(method, BodyPublishers.noBody())
                .header("Soribit-Request", "test");
    }

    private HttpResponse<String> send(String user, String method, String address) throws Exception {
        String both = Base64.getEncoder().encodeToString((user + ":secret").getBytes(UTF_8));
        return client.send(
                request(method, address).header("Authorization", "Basic " + both).build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    private JsonNode person(String name) throws Exception {
        for (JsonNode person : json(send("Minsu", "GET", "/api/people")).get("people")) {
            if (person.get("name").asText().equals(name)) {
                return person;
            }
        }
        throw new AssertionError("nobody is called " + name);
    }

    /** Pairs a device with the code of a link; returns its cookie. */
    private String pair(String link) throws Exception {
        HttpRequest pairing =
                request("POST", "/api/pair")
                        .header("Soribit-Pairing", link.substring(link.indexOf('#') + 1))
                        .build();
        HttpResponse<String> answer = client.send(pairing, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    /** An open page of a device, which has received its first event. */
    private BufferedReader stream(String cookie) throws Exception {
        HttpRequest events = request("GET", "/events").header("Cookie", cookie).build();
        HttpResponse<InputStream> answer = client.send(events, BodyHandlers.ofInputStream());
        BufferedReader stream = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
        assertThat(stream.lines().anyMatch("event: snapshot"::equals)).isTrue();
        return stream;
    }

    @Test
    void aDeviceIsPairedShownAndRevoked() throws Exception {
        add("Minsu", "admin");
        Instant before = Instant.now();
        HttpResponse<String> answer = send("Minsu", "POST", WALL);
        JsonNode offer = json(answer);
        String link = offer.get("link").asText();
        assertThat(link).startsWith(server.uri("/pair.html#").toString());
        assertThat(Instant.parse(offer.get("until").asText()))
                .isBetween(
                        before.plus(Duration.ofMinutes(10)),
                        Instant.now().plus(Duration.ofMinutes(10)));
        assertThat(offer.get("local").asBoolean()).isTrue();
        assertThat(offer.get("qr_path").asText()).isEqualTo(QrPicture.of(link).path());
        assertThat(users.read()).containsOnlyKeys("Minsu");

        String cookie = pair(link);
        assertThat(users.read().get("kitchen wall").role()).isEqualTo("resident");
        JsonNode wall = person("kitchen wall");
        assertThat(Instant.parse(wall.get("paired").asText()))
                .isBetween(before.minusSeconds(1), Instant.now());
        assertThat(wall.get("open").asBoolean()).isFalse();
        assertThat(wall.get("seen").isNull()).isTrue();
        assertThat(wall.get("own").asBoolean()).isFalse();
        JsonNode minsu = person("Minsu");
        assertThat(minsu.get("paired").isNull()).isTrue();
        assertThat(minsu.get("own").asBoolean()).isTrue();

        BufferedReader stream = stream(cookie);
        assertThat(person("kitchen wall").get("open").asBoolean()).isTrue();
        assertThat(send("Minsu", "DELETE", WALL).statusCode()).isEqualTo(200);
        assertThat(stream.lines().toList()).doesNotContain("event: sound"); // it has ended
        assertThat(users.read()).containsOnlyKeys("Minsu");
        HttpRequest again = request("GET", "/api/mode").header("Cookie", cookie).build();
        assertThat(client.send(again, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(send("Minsu", "DELETE", WALL).statusCode()).isEqualTo(404);
    }

    @Test
    void theLinkIsForOtherDevicesWhileThePageIsOpenToThem() throws Exception {
        add("Minsu", "admin");
        PageAddress home = () -> URI.create("https://192.168.1.7:8743/");
        server.people.bindHome(home);
        JsonNode offer = json(send("Minsu", "POST", WALL));
        assertThat(offer.get("link").asText()).startsWith("https://192.168.1.7:8743/pair.html#");
        assertThat(offer.get("local").asBoolean()).isFalse();
        server.people.unbindHome(home);
        JsonNode all = json(send("Minsu", "GET", "/api/people"));
        assertThat(all.get("address").asText()).isEqualTo(server.uri("/").toString());
        assertThat(all.get("local").asBoolean()).isTrue();
    }

    @Test
    void whenItsPageWasOpenLastIsKnown() throws Exception {
        add("Minsu", "admin");
        String link = json(send("Minsu", "POST", WALL)).get("link").asText();
        try (BufferedReader stream = stream(pair(link))) {
            assertThat(person("kitchen wall").get("open").asBoolean()).isTrue();
        }
        Await.until("it is gone", () -> !server.page.presence().isOpen("kitchen wall"));
        assertThat(Instant.parse(person("kitchen wall").get("seen").asText()))
                .isBefore(Instant.now().plusMillis(1));
    }

    @Test
    void whoIsNoAdministratorNeitherSeesNorChangesThem() throws Exception {
        add("Minsu", "admin");
        add("Jiwoo", "resident");
        add("guest", "viewer");
        for (String user : List.of("Jiwoo", "guest")) {
            for (String method : List.of("GET", "POST", "DELETE")) {
                assertThat(send(user, method, WALL).statusCode()).isEqualTo(403);
            }
        }
        assertThat(users.read()).containsOnlyKeys("Minsu", "Jiwoo", "guest");
        assertThat(folder.resolve("page-pairing")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, name=Minsu&role=viewer, 409, name_taken",
        "POST, name=a:b&role=viewer, 400, user_name",
        "POST, role=viewer, 400, user_name",
        "POST, name=phone&role=king, 400, unknown_role",
        "POST, name=phone, 400, unknown_role",
        "DELETE, name=gone, 404, no_user",
        "DELETE, name=Minsu, 409, last_admin",
    })
    void whatCannotBeIsSaid(String method, String query, int status, String code) throws Exception {
        add("Minsu", "admin");
        HttpResponse<String> answer = send("Minsu", method, "/api/people?" + query);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).get("code").asText()).isEqualTo(code);
        assertThat(users.read()).containsOnlyKeys("Minsu");
    }

    @Test
    void withoutAnAdministratorNothingIsPaired() throws Exception {
        HttpResponse<String> answer = send("", "POST", WALL);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("code").asText()).isEqualTo("no_admin");
        assertThat(json(send("", "GET", "/api/people")).get("people")).isEmpty();
    }

    @Test
    void oneOfTwoAdministratorsIsRemoved() throws Exception {
        add("Minsu", "admin");
        add("Sora", "admin");
        assertThat(send("Minsu", "DELETE", "/api/people?name=Sora").statusCode()).isEqualTo(200);
        assertThat(users.read()).containsOnlyKeys("Minsu");
    }

    @Test
    void whatCannotBeWrittenChangesNothing() throws Exception {
        add("Minsu", "admin");
        add("wall", "resident");
        Files.createDirectories(folder.resolve("page-pairing").resolve("x"));
        HttpResponse<String> offer = send("Minsu", "POST", WALL);
        assertThat(offer.statusCode()).isEqualTo(507);
        assertThat(json(offer).get("code").asText()).isEqualTo("unsaved");
    }

    @Test
    void eachChangeIsLogged() throws Exception {
        add("Minsu", "admin");
        try (LogCapture log = LogCapture.by("io.soribit.web.audit")) {
            String link = json(send("Minsu", "POST", WALL)).get("link").asText();
            pair(link);
            send("Minsu", "DELETE", "/api/people?name=kitchen%20wall");
            assertThat(log.await("POST /api/people?name=kitchen%20wall&role=resident"))
                    .endsWith(" by Minsu: 200");
            assertThat(log.await("DELETE /api/people?name=kitchen%20wall"))
                    .endsWith(" by Minsu: 200");
            assertThat(log.about(link.substring(link.indexOf('#') + 1))).isEmpty();
        }
    }
}
