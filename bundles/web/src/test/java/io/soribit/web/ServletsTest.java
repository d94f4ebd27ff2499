// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ServletsTest {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Site site;

    @BeforeEach
    void start() throws Exception {
        site = new Site(0, Site.config(2));
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(site.uri(path));
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
                HttpRequest.newBuilder(site.uri(path)).POST(BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void modelsAreListedAndSwitched() throws Exception {
        assertThat(get("/api/models").body())
                .contains("\"id\":\"home-integer\"", "\"state\":\"in_charge\"");
        HttpResponse<String> used = post("/api/models?use=home-float16", "Soribit-Request", "test");
        assertThat(used.statusCode()).isEqualTo(200);
        assertThat(used.body()).contains("\"ok\":true", "instead of home-integer");
        assertThat(post("/api/models?back", "Soribit-Request", "test").body())
                .contains("instead of home-float16");
        HttpResponse<String> refused = post("/api/models?use=broken", "Soribit-Request", "test");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("\"ok\":false", "home-integer is still in charge");
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
        site.alerts.raise(House.start("a", House.DOORBELL, Instant.now(), "Hall"));
        assertThat(get("/api/status").body()).contains("\"id\":\"a\",\"state\":\"raised\"");
        assertThat(post("/api/alerts?ack=a").statusCode()).isEqualTo(403);
        assertThat(get("/api/alerts").body()).contains("\"state\":\"raised\"");
        BufferedReader stream = stream();
        nextEvent(stream);
        HttpResponse<String> seen = post("/api/alerts?ack=a&by=Minsu", "Soribit-Request", "test");
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.body()).contains("\"ok\":true");
        assertThat(eventAfter(stream, "alert"))
                .contains("\"state\":\"acknowledged\"", "\"by\":\"Minsu\"");
        site.alerts.end("a");
        assertThat(eventAfter(stream, "alert")).contains("\"state\":\"ended\"");
        assertThat(get("/api/status").body()).contains("\"alerts\":[]");
        HttpResponse<String> late = post("/api/alerts?ack=a", "Soribit-Request", "test");
        assertThat(late.statusCode()).isEqualTo(404);
    }

    @Test
    void allAlertsAreAcknowledgedAtOnceAndTested() throws Exception {
        site.alerts.raise(House.start("a", House.DOORBELL, Instant.now(), "Hall"));
        site.alerts.raise(House.start("b", House.PHONE, Instant.now(), "Hall"));
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
        site.devices.put("shelf", "WLED", "colour", false, true);
        site.devices.put("clock", "AWTRIX 3", "display", true, false);
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
        assertThat(site.devices.all.get("shelf").used()).isTrue();
        assertThat(get("/api/status").body()).contains("\"id\":\"shelf\"");
        HttpResponse<String> silent = post("/api/devices/test?id=clock", "Soribit-Request", "test");
        assertThat(silent.statusCode()).isEqualTo(409);
        assertThat(silent.body()).contains("see that it has power");
        assertThat(post("/api/devices/test?id=nobody", "Soribit-Request", "test").body())
                .contains("no device 'nobody'");
    }

    @Test
    void onlyWhatIsSimulatedIsPressed() throws Exception {
        assertThat(post("/api/simulated/press?name=clock").statusCode()).isEqualTo(403);
        HttpResponse<String> none =
                post("/api/simulated/press?name=clock", "Soribit-Request", "test");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("clock");
    }

    @Test
    void devicesOfOneWhoFailsHideNobodyElses() throws Exception {
        site.devices.put("shelf", "WLED", "colour", false, true);
        FakeDevices faulty =
                new FakeDevices() {
                    @Override
                    public java.util.List<io.soribit.api.hub.Device> devices() {
                        throw new IllegalStateException("on purpose");
                    }
                };
        site.page.bindDevices(faulty);
        assertThat(get("/api/devices").body()).contains("shelf");
        site.page.unbindDevices(faulty);
    }

    @Test
    void withoutAlertsThePageOffersNone() throws Exception {
        site.alerts.raise(House.start("a", House.DOORBELL, Instant.now(), "Hall"));
        site.page.unbindAlerts(site.alerts);
        assertThat(get("/api/status").body()).contains("\"alerts\":[]");
        assertThat(site.alerts.watchers).isEmpty();
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
        site.page.onSound(House.start("1", House.DOORBELL, Instant.now(), "Hall"));
        assertThat(eventAfter(stream, "sound")).contains("\"label\":\"doorbell\"");

        site.stopComponents();

        assertThat(stream.lines().filter(line -> line.startsWith("event: sound"))).isEmpty();
        assertThat(site.page.live().watching()).isZero();
    }

    @Test
    void noMoreThanTheConfiguredNumberMayWatch() throws Exception {
        nextEvent(stream());
        nextEvent(stream());
        HttpResponse<String> third = get("/events");
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.body()).contains("max_clients");
    }

    @Test
    void aClientThatReadsNothingIsDroppedAndTheOthersGoOn() throws Exception {
        BufferedReader good = stream();
        nextEvent(good);
        try (Socket lazy = new Socket()) {
            lazy.setReceiveBufferSize(4096);
            lazy.connect(new java.net.InetSocketAddress("127.0.0.1", site.port()));
            lazy.getOutputStream()
                    .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF));
            lazy.getInputStream().read();
            String payload = "x".repeat(400);
            int sent = 0;
            while (site.page.live().watching() == 2) {
                site.page.live().lamp("lamp", payload);
                sent++;
                assertThat(eventAfter(good, "lamp")).contains(payload);
            }
            assertThat(sent).isGreaterThan(256);
            assertThat(site.page.live().watching()).isEqualTo(1);
            drain(lazy);
        }
        site.page.live().lamp("other", "ON");
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
                        HttpRequest.newBuilder(site.uri("/events")).build(),
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
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
            socket.setSoTimeout(10_000);
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
