// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Alert;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts.Snooze;
import io.soribit.api.hub.Health;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.PlugInState;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import io.soribit.testkit.LogCapture;
import io.soribit.web.FakeDevices;
import io.soribit.web.HubFixture;
import io.soribit.web.TestServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
class ServletsTest {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(60)).build();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(0, TestServer.config(2));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/index.html", "/style.css", "/app.js", "/icons.svg", "/texts.json"})
    void thePageIsServedUnderAStrictPolicy(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self';")
                .doesNotContain("unsafe");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        String tag = response.headers().firstValue("ETag").orElseThrow();
        assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, GZIP;q=0.8", "deflate,gzip;q=1.0"})
    void thePageIsSentCompressedToWhoTakesIt(String accepted) throws Exception {
        String plain = get("/app.js").body();
        HttpResponse<byte[]> response =
                http.send(
                        HttpRequest.newBuilder(server.uri("/app.js"))
                                .header("Accept-Encoding", accepted)
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(response.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(response.body()).hasSizeLessThan(plain.length() / 2);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(plain);
        }
        String tag = response.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/app.js", "If-None-Match", tag).statusCode()).isEqualTo(200);
        assertThat(get("/app.js", "If-None-Match", tag, "Accept-Encoding", accepted).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip;q=0", "deflate, gzip ; q=0.0, br", "xgzip", "gzipped"})
    void itIsSentAsItIsToWhoDoesNot(String accepted) throws Exception {
        HttpResponse<String> response = get("/app.js", "Accept-Encoding", accepted);
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(response.body()).isEqualTo(get("/app.js").body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing", "/../LivePage.class", "/LivePage.class", "/%2e%2e/Live.class"})
    void nothingElseIsServed(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void theStatusIsJson() throws Exception {
        HttpResponse<String> response = get("/api/status");

        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/json");
        assertThat(new ObjectMapper().readTree(response.body()).at("/status/missing").toString())
                .isEqualTo("[\"hearing\",\"mqtt\"]");
    }

    private HttpResponse<String> post(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri(path)).POST(BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void modelsAreListedAndSwitched() throws Exception {
        assertThat(get("/api/models").body())
                .contains("\"id\":\"home-integer\"", "\"state\":\"active\"");
        HttpResponse<String> used = post("/api/models?use=home-float16", "Soribit-Request", "test");
        assertThat(used.statusCode()).isEqualTo(200);
        assertThat(used.body()).contains("\"ok\":true", "instead of home-integer");
        assertThat(post("/api/models?back", "Soribit-Request", "test").body())
                .contains("instead of home-float16");
        HttpResponse<String> refused = post("/api/models?use=broken", "Soribit-Request", "test");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("\"ok\":false", "home-integer is still active");
    }

    @Test
    void aPageOfAnotherSiteCannotSwitchModels() throws Exception {
        HttpResponse<String> response = post("/api/models?use=home-float16");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("Soribit-Request");
        assertThat(get("/api/models").body())
                .contains("\"id\":\"home-float16\"")
                .doesNotContain("retired");
    }

    @Test
    void anAlertIsAcknowledgedOnceItIsThere() throws Exception {
        server.alerts.raise(HubFixture.start("a", HubFixture.DOORBELL, Instant.now(), "Hall"));
        assertThat(get("/api/status").body()).contains("\"id\":\"a\"", "\"state\":\"raised\"");
        assertThat(post("/api/alerts?ack=a").statusCode()).isEqualTo(403);
        assertThat(get("/api/alerts").body()).contains("\"state\":\"raised\"");
        BufferedReader stream = stream();
        nextEvent(stream);
        HttpResponse<String> seen = post("/api/alerts?ack=a&by=Minsu", "Soribit-Request", "test");
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.body()).contains("\"ok\":true");
        assertThat(eventAfter(stream, "alert"))
                .contains("\"state\":\"acknowledged\"", "\"by\":\"Minsu\"");
        server.alerts.end("a");
        assertThat(eventAfter(stream, "alert")).contains("\"state\":\"ended\"");
        assertThat(get("/api/status").body()).contains("\"alerts\":[]");
        HttpResponse<String> late = post("/api/alerts?ack=a", "Soribit-Request", "test");
        assertThat(late.statusCode()).isEqualTo(404);
    }

    @Test
    void allAlertsAreAcknowledgedAtOnceAndTested() throws Exception {
        server.alerts.raise(HubFixture.start("a", HubFixture.DOORBELL, Instant.now(), "Hall"));
        server.alerts.raise(HubFixture.start("b", HubFixture.PHONE, Instant.now(), "Hall"));
        assertThat(post("/api/alerts/ack-all").statusCode()).isEqualTo(403);
        assertThat(get("/api/alerts").body()).doesNotContain("acknowledged");
        assertThat(post("/api/alerts/ack-all", "Soribit-Request", "test").statusCode())
                .isEqualTo(200);
        assertThat(get("/api/alerts").body()).doesNotContain("\"raised\"").contains("page");
        assertThat(post("/api/alerts/test", "Soribit-Request", "test").statusCode()).isEqualTo(200);
        HttpResponse<String> nowhere =
                post("/api/alerts/test?target=attic", "Soribit-Request", "test");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(nowhere.body()).contains("there are", "lamp");
        assertThat(post("/api/alerts/other", "Soribit-Request", "test").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theModeIsReadAndChanged() throws Exception {
        assertThat(get("/api/mode").body()).isEqualTo("{\"mode\":\"home\"}");
        assertThat(post("/api/mode?set=sleep").statusCode()).isEqualTo(403);
        assertThat(post("/api/mode?set=sleep", "Soribit-Request", "test").statusCode())
                .isEqualTo(200);
        assertThat(get("/api/status").body()).contains("\"mode\":\"sleep\"");
        HttpResponse<String> unknown = post("/api/mode?set=party", "Soribit-Request", "test");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("home, sleep and away");
        assertThat(post("/api/mode", "Soribit-Request", "test").statusCode()).isEqualTo(400);
    }

    @Test
    void devicesAreListedTestedAndUsed() throws Exception {
        server.devices.put("shelf", "WLED", "colour", false, true);
        server.devices.put("clock", "AWTRIX 3", "display", true, false);
        assertThat(get("/api/devices").body())
                .startsWith("{\"devices\":[{\"id\":\"clock\"")
                .contains("\"id\":\"shelf\"", "\"used\":false");
        assertThat(post("/api/devices/use?id=shelf&used=true").statusCode()).isEqualTo(403);
        assertThat(post("/api/devices/test?id=shelf", "Soribit-Request", "test").statusCode())
                .isEqualTo(200);
        assertThat(
                        post("/api/devices/use?id=shelf&used=true", "Soribit-Request", "test")
                                .statusCode())
                .isEqualTo(200);
        assertThat(server.devices.all.get("shelf").used()).isTrue();
        assertThat(get("/api/status").body()).contains("\"id\":\"shelf\"");
        HttpResponse<String> silent = post("/api/devices/test?id=clock", "Soribit-Request", "test");
        assertThat(silent.statusCode()).isEqualTo(409);
        assertThat(silent.body()).contains("see that it has power");
        assertThat(post("/api/devices/test?id=nobody", "Soribit-Request", "test").body())
                .contains("unknown device 'nobody'");
    }

    @Test
    void onlySimulatedDisplaysArePressed() throws Exception {
        assertThat(post("/api/simulated/press?name=clock").statusCode()).isEqualTo(403);
        HttpResponse<String> none =
                post("/api/simulated/press?name=clock", "Soribit-Request", "test");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("clock");
    }

    @Test
    void onlyTheKnownMethodsAreServed() throws Exception {
        for (String method : List.of("TRACE", "OPTIONS", "PATCH")) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.uri("/api/status"))
                            .method(method, BodyPublishers.noBody())
                            .build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode())
                    .as(method)
                    .isEqualTo(405);
        }
    }

    @Test
    void aBodyIsRefusedWhereNoneIsNeeded() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.uri("/api/mode?set=sleep"))
                        .header("Soribit-Request", "test")
                        .POST(BodyPublishers.ofString("by=somebody"))
                        .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        assertThat(server.modes.mode()).isEqualTo(HomeMode.HOME);
    }

    /** curl says so unless it is told otherwise. */
    @Test
    void aBodyThatIsCalledAFormIsAnUploadAllTheSame() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.uri("/api/models?name=my%20mine.tflite&by=A"))
                        .header("Soribit-Request", "test")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .PUT(BodyPublishers.ofString("by=nobody"))
                        .build();
        try (LogCapture log = LogCapture.by("io.soribit.web.audit")) {
            assertThat(http.send(request, BodyHandlers.ofString()).body())
                    .contains("my mine.tflite", "of 9 bytes is added");
            assertThat(log.await("PUT")).contains("by A: 200");
        }
    }

    @Test
    void whoChangedSomethingIsInTheLogHoweverMuchWasAsked() throws Exception {
        try (LogCapture log = LogCapture.by("io.soribit.web.audit")) {
            post("/api/mode?by=A&set=away&more=" + "x".repeat(4_000), "Soribit-Request", "test");
            assertThat(log.await("POST"))
                    .hasSizeLessThan(1_200)
                    .contains("set=away&more=xxx")
                    .contains("x… from 127.0.0.1 by A: 200");
        }
    }

    private HttpResponse<String> put(String name, byte[] content) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.uri("/api/models?name=" + name))
                        .header("Soribit-Request", "test")
                        .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)))
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Test
    void modelsAreAddedButNoBundlesAndNothingTooLarge() throws Exception {
        assertThat(put("mine.jar", new byte[10]).statusCode()).isEqualTo(415);
        assertThat(put("mine.tflite", new byte[10]).body()).contains("of 10 bytes is added");
        HttpResponse<String> large = put("large.tflite", new byte[(1 << 20) + 1]);
        assertThat(large.statusCode()).isEqualTo(409);
        assertThat(large.body()).contains("larger than 1 MB");
        assertThat(get("/api/models").body()).doesNotContain("large.tflite");
    }

    @Test
    void testsAreLimitedPerAddress() throws Exception {
        int status = 200;
        for (int i = 0; i < 100 && status == 200; i++) {
            status = post("/api/alerts/test", "Soribit-Request", "test").statusCode();
        }
        assertThat(status).isEqualTo(429);
        assertThat(post("/api/mode?set=sleep", "Soribit-Request", "test").statusCode())
                .isEqualTo(200);
    }

    @Test
    void changesAreWrittenToTheAuditLog() throws Exception {
        try (LogCapture log = LogCapture.by("io.soribit.web.audit")) {
            get("/api/mode");
            post("/api/mode?set=home");
            post("/api/mode?set=away&by=Minsu%0aforged", "Soribit-Request", "test");
            assertThat(log.await("POST /api/mode"))
                    .contains("from 127.0.0.1", "by Minsu forged: 200")
                    .doesNotContain("\n");
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void theAuditLogHasNoUrls() throws Exception {
        try (LogCapture log = LogCapture.by("io.soribit.web.audit")) {
            post(
                    "/api/mode?set=home&url=rtsp%3A%2F%2Fada%3Asecret%40camera%2F1&by=Ada",
                    "Soribit-Request", "test");
            assertThat(log.await("POST /api/mode"))
                    .contains("?set=home&url=***&by=Ada from")
                    .doesNotContain("secret", "camera");
        }
    }

    @Test
    void theStreamContinuesAfterTheLastEvent() throws Exception {
        BufferedReader first = stream();
        nextEvent(first);
        server.page.onSound(HubFixture.start("1", HubFixture.DOORBELL, Instant.now(), "Hall"));
        String id = "";
        String line = first.readLine();
        while (!line.equals("event: sound")) {
            id = line.startsWith("id: ") ? line.substring("id: ".length()) : id;
            line = first.readLine();
        }
        server.page.onSound(HubFixture.start("2", HubFixture.PHONE, Instant.now(), "Hall"));
        HttpResponse<InputStream> again =
                http.send(
                        HttpRequest.newBuilder(server.uri("/events"))
                                .header("Last-Event-ID", id)
                                .build(),
                        BodyHandlers.ofInputStream());
        BufferedReader second = new BufferedReader(new InputStreamReader(again.body(), UTF));
        assertThat(nextEvent(second)).isEqualTo("event: sound");
        assertThat(second.readLine()).contains("phone_ring");
    }

    @Test
    void oneAddressCannotOpenAllStreams() throws Exception {
        server.close();
        server = new TestServer(0, TestServer.config(10));
        for (int i = 0; i < 3; i++) {
            nextEvent(stream());
        }
        HttpResponse<String> fourth = get("/events");
        assertThat(fourth.statusCode()).isEqualTo(503);
        assertThat(fourth.body()).contains("max_clients_per_address");
    }

    @Test
    void aFileOfUsersThatCannotBeReadUnpairsNoDevice(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("page-users");
        new UserFile(file)
                .put(new User("wall", Passwords.hash("secret".toCharArray()), "resident"));
        server.close();
        server = new TestServer(0, TestServer.config(2), file);
        String cookie =
                "soribit=" + Base64.getEncoder().encodeToString("wall:secret".getBytes(UTF));
        assertThat(get("/api/mode", "Cookie", cookie).statusCode()).isEqualTo(200);
        Path aside = Files.move(file, folder.resolve("aside"));
        Files.createDirectory(file);
        HttpResponse<String> refused = get("/api/mode", "Cookie", cookie);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
        Files.delete(file);
        Files.move(aside, file);
        assertThat(get("/api/mode", "Cookie", cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyAlertsThatAreOverAreMarkedAsSeen() throws Exception {
        for (String id : List.of("over", "active")) {
            record(id, AlertState.RAISED);
        }
        record("over", AlertState.ENDED);
        HttpResponse<String> refused =
                post("/api/timeline/seen?id=over&id=active", "Soribit-Request", "test");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("alert active is still active", "?ack=active");
        assertThat(server.store.history(9))
                .extracting(AlertChange::state)
                .doesNotContain(AlertState.ACKNOWLEDGED);
        assertThat(post("/api/timeline/seen?id=over", "Soribit-Request", "test").body())
                .contains("1 alerts are marked as seen");
        assertThat(server.store.history(1).get(0).state()).isEqualTo(AlertState.ACKNOWLEDGED);
    }

    @Test
    void whatAFullDiskDidNotKeepIsNotCalledDone() throws Exception {
        record("1", AlertState.RAISED);
        record("1", AlertState.ENDED);
        server.store.failing = true;
        for (String request : List.of("seen?id=1", "judge?id=1&right=false&label=siren")) {
            HttpResponse<String> refused =
                    post("/api/timeline/" + request, "Soribit-Request", "test");
            assertThat(refused.statusCode()).as(request).isEqualTo(507);
            assertThat(refused.body()).as(request).contains("\"unsaved\"", "disk full");
        }
        server.store.failing = false;
        for (String request : List.of("seen?id=1", "judge?id=1&right=false&label=siren")) {
            HttpResponse<String> done = post("/api/timeline/" + request, "Soribit-Request", "test");
            assertThat(done.statusCode()).as(request).isEqualTo(200);
        }
        assertThat(post("/api/timeline/judge?id=1", "Soribit-Request", "test").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aReportIsATableOfAlerts() throws Exception {
        record("1", AlertState.RAISED);
        HttpResponse<String> report = get("/api/timeline/report?from=2026-01-01&room=Hall");
        assertThat(report.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("text/csv").contains("utf-8"));
        assertThat(report.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("soribit-alerts.csv");
        String[] lines = report.body().split("\r\n");
        assertThat(lines[0]).startsWith("\uFEFFtime,room,zone,sound,urgency,");
        assertThat(lines[1]).contains(",Hall,,smoke_alarm,emergency,");
        assertThat(lines).hasSize(2);
        assertThat(get("/api/timeline/report?room=floor2/*").body().split("\r\n")).hasSize(1);
        assertThat(get("/api/timeline/report?wrong=true").body().split("\r\n")).hasSize(1);
        post("/api/timeline/judge?id=1&right=false&label=siren", "Soribit-Request", "test");
        String wrong = get("/api/timeline/report?wrong=true").body();
        assertThat(wrong.split("\r\n")).hasSize(2);
        assertThat(wrong).contains(",wrong,siren");
        HttpResponse<String> refused = get("/api/timeline/report?from=yesterday");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("'yesterday' is neither a day");
    }

    @Test
    void aSoundIsSnoozedInTheZoneOfItsAlert() throws Exception {
        Alert alert =
                new Alert(
                        "1",
                        HubFixture.start("1", HubFixture.PHONE, Instant.now(), "floor2/room214"),
                        Urgency.NOTICE);
        server.store.record(new AlertChange(alert, AlertState.RAISED, Instant.now(), ""));
        assertThat(post("/api/snooze?id=1&room=floor3/*", "Soribit-Request", "test").statusCode())
                .isEqualTo(400);
        assertThat(server.alerts.snoozes()).isEmpty();
        assertThat(post("/api/snooze?id=1&room=floor2/*", "Soribit-Request", "test").statusCode())
                .isEqualTo(200);
        assertThat(server.alerts.snoozes()).extracting(Snooze::room).containsExactly("floor2/*");
    }

    private void record(String id, AlertState state) {
        Instant now = Instant.now();
        Alert alert =
                new Alert(
                        id, HubFixture.start(id, HubFixture.SMOKE, now, "Hall"), Urgency.EMERGENCY);
        server.store.record(new AlertChange(alert, state, now, ""));
    }

    @Test
    void usersNeedTheirPasswordAndTheRightRole(@TempDir Path folder) throws Exception {
        UserFile users = new UserFile(folder.resolve("page-users"));
        users.put(new User("Minsu", Passwords.hash("open sesame".toCharArray()), "resident"));
        server.close();
        server = new TestServer(0, TestServer.config(2), folder.resolve("page-users"));
        for (String path : List.of("/", "/events", "/api/status", "/api/history", "/metrics")) {
            HttpResponse<String> refused = get(path);
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Basic");
        }
        HttpResponse<String> read = get("/", "Accept", "text/html,*/*;q=0.8");
        assertThat(read.statusCode()).isEqualTo(401);
        assertThat(read.body()).contains("soribit page pair").contains("</html>");
        assertThat(read.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
        String login =
                "Basic " + Base64.getEncoder().encodeToString("Minsu:open sesame".getBytes(UTF));
        assertThat(get("/api/status", "Authorization", login).statusCode()).isEqualTo(200);
        assertThat(get("/metrics", "Authorization", login).statusCode()).isEqualTo(200);
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health/../api/status").statusCode()).isEqualTo(401);
        String[] headers = {"Authorization", login, "Soribit-Request", "test"};
        assertThat(post("/api/mode?set=sleep", headers).statusCode()).isEqualTo(200);
        assertThat(post("/api/models?use=home-float16", headers).statusCode()).isEqualTo(403);
        assertThat(post("/api/devices/use?id=a&used=true", headers).body())
                .contains("role household");
        assertThat(post("/api/teach/record", headers).body()).contains("role household");
        assertThat(get("/api/sources/offers", headers).body()).contains("role admin");
        assertThat(get("/api/teach/price?id=x", headers).body()).contains("role household");
        server.ntfy.add("minsu", "https://ntfy.sh", "en");
        HttpResponse<String> shown = post("/api/ntfy/show?name=minsu", headers);
        assertThat(shown.body()).contains("role household").doesNotContain("secret");
        assertThat(get("/api/ntfy", "Authorization", login).body())
                .contains("minsu")
                .doesNotContain("secret");
        server.alerts.raise(HubFixture.start("a", HubFixture.PHONE, Instant.now(), "Hall"));
        post("/api/alerts?ack=a&by=Somebody", headers);
        assertThat(get("/api/alerts", "Authorization", login).body()).contains("\"by\":\"Minsu\"");
    }

    @Test
    void aHouseholdChangesItsRulesAndNothingThatIsTechnical(@TempDir Path folder) throws Exception {
        UserFile users = new UserFile(folder.resolve("page-users"));
        users.put(new User("Minsu", Passwords.hash("open sesame".toCharArray()), "household"));
        server.close();
        server = new TestServer(0, TestServer.config(2), folder.resolve("page-users"));
        String login =
                "Basic " + Base64.getEncoder().encodeToString("Minsu:open sesame".getBytes(UTF));
        String[] headers = {"Authorization", login, "Soribit-Request", "test"};
        assertThat(post("/api/devices/use?id=a&used=true", headers).statusCode()).isNotEqualTo(403);
        assertThat(post("/api/teach/record", headers).statusCode()).isNotEqualTo(403);
        assertThat(post("/api/mode?set=sleep", headers).statusCode()).isEqualTo(200);
        for (String path : List.of("/api/models?use=home-float16", "/api/settings?x=y")) {
            assertThat(post(path, headers).body()).as(path).contains("role admin");
        }
        assertThat(get("/api/people", headers).body()).contains("role admin");
    }

    @Test
    void theHealthIsAStatusCodeAndNamesNoRoom() throws Exception {
        assertThat(get("/health").body())
                .isEqualTo("{\"ok\":true,\"live\":true,\"ready\":true,\"listening\":true}");
        server.health = new Health.State(true, true, false, "not heard: Hall");
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health/listening").statusCode()).isEqualTo(503);
        assertThat(get("/health/listening").body()).contains("\"ok\":false").doesNotContain("Hall");
        server.health = new Health.State(true, false, false, "starting");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        server.health = new Health.State(false, true, true, "the engine does not answer");
        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/health/else").statusCode()).isEqualTo(404);
        assertThat(post("/health", "Soribit-Request", "test").statusCode()).isEqualTo(405);
    }

    @Test
    void plugInsAreListedAndStartedAgain() throws Exception {
        server.plugIns.put("bell.jar", PlugInState.FAILED, "no such device");
        assertThat(get("/api/plugins").body())
                .contains("\"file\":\"bell.jar\"", "\"state\":\"failed\"", "no such device");
        assertThat(post("/api/plugins?retry=bell.jar").statusCode()).isEqualTo(403);
        assertThat(post("/api/plugins?retry=bell.jar", "Soribit-Request", "test").statusCode())
                .isEqualTo(200);
        assertThat(post("/api/plugins?retry=bell.jar", "Soribit-Request", "test").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFailingServiceDoesNotHideTheDevicesOfOthers() throws Exception {
        server.devices.put("shelf", "WLED", "colour", false, true);
        FakeDevices faulty =
                new FakeDevices() {
                    @Override
                    public java.util.List<io.soribit.api.hub.Device> devices() {
                        throw new IllegalStateException("on purpose");
                    }
                };
        server.page.bindDevices(faulty);
        assertThat(get("/api/devices").body()).contains("shelf");
        server.page.unbindDevices(faulty);
    }

    @Test
    void withoutAlertsThePageOffersNone() throws Exception {
        server.alerts.raise(HubFixture.start("a", HubFixture.DOORBELL, Instant.now(), "Hall"));
        server.page.unbindAlerts(server.alerts);
        assertThat(get("/api/status").body()).contains("\"alerts\":[]");
        assertThat(server.alerts.watchers).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/events",
                "/api/status",
                "/api/models",
                "/api/alerts",
                "/api/alerts/ack-all",
                "/api/mode",
                "/api/devices"
            })
    void aForeignNameIsRefused(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: evil.example.com\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 421").contains("host_names");
    }

    @Test
    void theStreamBeginsWithASnapshotAndEndsWithTheBundle() throws Exception {
        BufferedReader stream = stream();
        assertThat(nextEvent(stream)).isEqualTo("event: snapshot");
        server.page.onSound(HubFixture.start("1", HubFixture.DOORBELL, Instant.now(), "Hall"));
        assertThat(eventAfter(stream, "sound")).contains("\"label\":\"doorbell\"");

        server.stopComponents();

        assertThat(stream.lines().filter(line -> line.startsWith("event: sound"))).isEmpty();
        assertThat(server.page.live().clients()).isZero();
    }

    @Test
    void theNumberOfClientsIsLimited() throws Exception {
        nextEvent(stream());
        nextEvent(stream());
        HttpResponse<String> third = get("/events");
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.body()).contains("max_clients");
    }

    @Test
    void aClientThatReadsNothingIsDisconnectedAndTheOthersContinue() throws Exception {
        BufferedReader good = stream();
        nextEvent(good);
        try (Socket lazy = new Socket()) {
            lazy.setReceiveBufferSize(4096);
            lazy.connect(new java.net.InetSocketAddress("127.0.0.1", server.port()));
            lazy.getOutputStream()
                    .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF));
            lazy.getInputStream().read();
            String payload = "x".repeat(400);
            int sent = 0;
            while (server.page.live().clients() == 2) {
                server.page.live().lamp("lamp", payload);
                sent++;
                assertThat(eventAfter(good, "lamp")).contains(payload);
            }
            assertThat(sent).isGreaterThan(256);
            assertThat(server.page.live().clients()).isEqualTo(1);
            drain(lazy);
        }
        server.page.live().lamp("other", "ON");
        assertThat(eventAfter(good, "lamp")).contains("other");
    }

    private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

    /** Returns when the server has closed the connection. */
    private static void drain(Socket socket) throws IOException {
        socket.setSoTimeout(120_000);
        byte[] buffer = new byte[8192];
        try {
            InputStream in = socket.getInputStream();
            while (in.read(buffer) >= 0) {
                // what was on its way
            }
        } catch (java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private BufferedReader stream() throws Exception {
        HttpResponse<InputStream> response =
                http.send(
                        HttpRequest.newBuilder(server.uri("/events")).build(),
                        BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(response.body(), UTF));
    }

    private static String nextEvent(BufferedReader stream) {
        return lines(stream).filter(line -> line.startsWith("event: ")).findFirst().orElseThrow();
    }

    private static String eventAfter(BufferedReader stream, String name) throws IOException {
        Optional<String> event =
                lines(stream).filter(line -> line.equals("event: " + name)).findFirst();
        assertThat(event).isPresent();
        return stream.readLine();
    }

    private static Stream<String> lines(BufferedReader stream) {
        return Stream.generate(
                        () -> {
                            try {
                                return Optional.ofNullable(stream.readLine());
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        })
                .takeWhile(Optional::isPresent)
                .map(Optional::get);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(90_000);
            socket.getOutputStream().write(request.getBytes(UTF));
            return new String(socket.getInputStream().readNBytes(1), UTF)
                    + new String(read(socket), UTF);
        }
    }

    private static byte[] read(Socket socket) throws IOException {
        byte[] buffer = new byte[8192];
        int length = 0;
        while (!new String(buffer, 0, length, UTF).contains("host_names")) {
            int more = socket.getInputStream().read(buffer, length, buffer.length - length);
            if (more < 0) {
                break;
            }
            length += more;
        }
        return java.util.Arrays.copyOf(buffer, length);
    }
}
