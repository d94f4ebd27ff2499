// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.soribit.api.Alert;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Metrics;
import io.soribit.api.hub.PlugInState;
import io.soribit.api.hub.SourceState;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.SoundPicture;
import io.soribit.common.security.PairingFile;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import io.soribit.web.HubFixture;
import io.soribit.web.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends each request of {@code openapi.yaml} to the servlets: their answers are as it says. */
class OpenApiTest {
    private static final String HERE = "https://soribit.example/openapi";
    private static final List<String> REQUESTS =
            List.of(
                    "GET /api/status",
                    "GET /health",
                    "GET /health/live",
                    "GET /health/ready",
                    "GET /health/listening",
                    "GET /metrics",
                    "GET /api/log",
                    "GET /api/log?level=all",
                    "GET /api/log?level=warn",
                    "GET /api/updates",
                    "POST /api/pair",
                    "GET /api/alerts",
                    "POST /api/alerts?ack=1",
                    "POST /api/alerts?ack=gone",
                    "POST /api/alerts/ack-all?by=Minsu",
                    "POST /api/alerts/test",
                    "POST /api/alerts/test?target=gone",
                    "GET /api/timeline?limit=1",
                    "GET /api/timeline?room=Hall&sound=doorbell&urgency=urgent&unseen=true&wrong=true",
                    "GET /api/timeline?urgency=loud",
                    "GET /api/timeline/hours?days=3",
                    "GET /api/timeline/hours?urgency=loud",
                    "GET /api/timeline/report?room=Hall&from=2026-01-01",
                    "GET /api/timeline/report?from=yesterday",
                    "POST /api/timeline/seen?id=1&id=2",
                    "POST /api/timeline/seen?id=1",
                    "POST /api/timeline/judge?id=1&right=false&label=dog",
                    "POST /api/timeline/judge?id=gone&right=true",
                    "GET /api/timeline",
                    "POST /api/snooze?id=1",
                    "POST /api/snooze?id=1&room=floor2/*",
                    "POST /api/snooze?id=gone",
                    "GET /api/snooze",
                    "DELETE /api/snooze?sound=doorbell&room=Hall",
                    "GET /api/microphone",
                    "POST /api/microphone?room=Hall",
                    "POST /api/microphone?room=",
                    "PUT /api/microphone",
                    "DELETE /api/microphone",
                    "DELETE /api/microphone?device=gone",
                    "GET /api/sensitivity",
                    "GET /api/sensitivity?room=Hall&sound=doorbell",
                    "GET /api/sensitivity?room=Hall&sound=smoke_alarm",
                    "POST /api/sensitivity?room=Hall&sound=doorbell&threshold=0.7",
                    "POST /api/sensitivity?room=Hall&sound=smoke_alarm&threshold=0.7",
                    "POST /api/sensitivity?room=Hall&sound=doorbell&threshold=loud",
                    "GET /api/sensitivity",
                    "POST /api/sensitivity/undo?change=s0",
                    "POST /api/sensitivity/undo?change=s0",
                    "POST /api/sensitivity/undo?change=gone",
                    "GET /api/teach",
                    "POST /api/teach/record?quiet=false",
                    "POST /api/teach?name=Front%20melody&ko=%EC%A2%85&room=Hall",
                    "POST /api/teach?name=Front%20melody&room=Cellar",
                    "POST /api/teach?name=Front%20melody&room=Hall",
                    "POST /api/teach/record?quiet=true",
                    "GET /api/teach",
                    "POST /api/teach/record",
                    "GET /api/teach",
                    "POST /api/teach/learn",
                    "DELETE /api/teach/take?number=1",
                    "POST /api/teach/take?room=Hall&time=2026-01-01T19:00:00Z",
                    "POST /api/teach/take?room=Cellar&time=2026-01-01T19:00:00Z",
                    "GET /api/teach",
                    "DELETE /api/teach/take?number=2",
                    "DELETE /api/teach/take?number=x",
                    "POST /api/teach/record",
                    "POST /api/teach/record",
                    "POST /api/teach/record",
                    "POST /api/teach/learn?icon=%F0%9F%8E%B5&urgency=urgent",
                    "GET /api/teach",
                    "GET /api/teach/price?id=own_front_melody",
                    "GET /api/teach/price?id=own_front_melody&days=40",
                    "GET /api/teach/price?id=own_gone",
                    "POST /api/teach/judge?id=own_front_melody&room=Hall&time=2026-01-01T19:00:00Z&right=true",
                    "POST /api/teach/judge?id=own_front_melody&room=Hall&time=2026-01-01T20:00:00Z&right=true",
                    "POST /api/teach/judge?id=own_front_melody&room=Hall&time=noon&right=false",
                    "POST /api/teach/listen?id=own_front_melody&on=true",
                    "POST /api/teach/listen?id=own_gone&on=false",
                    "DELETE /api/teach/sound?id=own_front_melody",
                    "DELETE /api/teach/sound?id=own_gone",
                    "DELETE /api/teach",
                    "POST /api/backup",
                    "PUT /api/backup",
                    "GET /api/settings",
                    "PUT /api/settings?pid=io.soribit.engine&key=hop_ms",
                    "PUT /api/settings?pid=io.soribit.engine&key=hop_ms#v0",
                    "PUT /api/settings?pid=io.soribit.notify.mqtt&key=url#v0",
                    "PUT /api/settings?pid=io.soribit.notify.mqtt&key=url#v0",
                    "PUT /api/settings?pid=io.soribit.source.stream~yard&key=command#v0",
                    "PUT /api/settings?pid=io.soribit.engine&key=gone#v0",
                    "DELETE /api/settings?pid=io.soribit.notify.mqtt&key=url",
                    "DELETE /api/settings?pid=io.soribit.notify.mqtt&key=url#v0",
                    "POST /api/settings/undo?change=s0",
                    "POST /api/settings/undo?change=gone",
                    "GET /api/settings",
                    "GET /api/sources",
                    "GET /api/sources/offers",
                    "POST /api/sources?kind=wyoming&room=Hall&host=192.0.2.7&port=10700",
                    "POST /api/sources?kind=wyoming&room=Hall",
                    "POST /api/sources?kind=radio&room=Hall",
                    "POST /api/sources?name=microphone-kitchen&version=old&room=Hall",
                    "DELETE /api/sources?name=microphone-kitchen&version=old",
                    "POST /api/sources/undo?change=s0",
                    "POST /api/sources/undo?change=gone",
                    "GET /api/sources",
                    "GET /api/rules",
                    "POST /api/rules?sounds=doorbell&hours=22:00-07:00&targets=",
                    "POST /api/rules?sounds=smoke_alarm&urgency=off",
                    "POST /api/rules?name=night&version=old&sounds=doorbell",
                    "POST /api/rules?name=gone&version=old&sounds=doorbell",
                    "DELETE /api/rules?name=night&version=old",
                    "POST /api/rules/undo?change=r0",
                    "POST /api/rules/undo?change=gone",
                    "GET /api/rules",
                    "GET /api/push",
                    "PUT /api/push?lang=ko",
                    "DELETE /api/push",
                    "GET /api/ntfy",
                    "POST /api/ntfy?name=minsu&lang=ko",
                    "POST /api/ntfy?name=minsu",
                    "POST /api/ntfy?name=Min%20su",
                    "POST /api/ntfy/show?name=minsu",
                    "POST /api/ntfy/show?name=gone",
                    "GET /api/ntfy",
                    "DELETE /api/ntfy?name=minsu",
                    "DELETE /api/ntfy?name=minsu",
                    "GET /api/scores?id=1",
                    "GET /api/scores?id=gone",
                    "GET /api/recipients",
                    "POST /api/recipients?sound=doorbell&mode=sleep&kinds=lamps,push",
                    "POST /api/recipients?sound=doorbell&mode=sleep&kinds=&was=display",
                    "POST /api/recipients?sound=doorbell&mode=sleep&kinds=flags",
                    "POST /api/recipients?sound=smoke_alarm&mode=sleep&kinds=",
                    "POST /api/recipients/undo?change=c0",
                    "POST /api/recipients/undo?change=c0",
                    "POST /api/recipients/undo?change=gone",
                    "GET /api/recipients",
                    "GET /api/history",
                    "GET /api/mode",
                    "POST /api/mode?set=sleep",
                    "POST /api/mode?set=party",
                    "GET /api/devices",
                    "POST /api/devices/test?id=lamp",
                    "POST /api/devices/test?id=gone",
                    "POST /api/devices/use?id=lamp&used=false",
                    "POST /api/simulated/press?name=clock",
                    "POST /api/simulated/press?name=gone",
                    "GET /api/plugins",
                    "POST /api/plugins?retry=bell.jar",
                    "POST /api/plugins?retry=gone.jar",
                    "GET /api/models",
                    "POST /api/models?use=home-float16",
                    "POST /api/models?use=broken",
                    "POST /api/models?measure=home-float16",
                    "PUT /api/models?name=mine.tflite",
                    "PUT /api/models?name=mine.jar",
                    "DELETE /api/models?id=mine.tflite",
                    "DELETE /api/models?id=home-integer",
                    "GET /api/people",
                    "POST /api/people?name=kitchen%20wall&role=resident",
                    "POST /api/people?name=a:b&role=resident",
                    "POST /api/people?name=test&role=resident",
                    "DELETE /api/people?name=phone",
                    "DELETE /api/people?name=phone",
                    "DELETE /api/people?name=test");

    /** From here on the hub has users, and the requests are those of its administrator. */
    private static final String WITH_USERS = "GET /api/people";

    @TempDir Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HubFixture hub = new HubFixture();
    private JsonNode document;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        document = new YAMLMapper().readTree(Files.readString(Path.of("openapi.yaml")));
        server = new TestServer(0, TestServer.config(8), folder.resolve("page-users"));
        server.page.bindHearing(hub);
        server.page.bindBus(hub);
        server.page.bindOntology(hub);
        Instant now = Instant.now();
        hub.source("Hall", SourceState.LISTENING, "", -31, now);
        hub.source("Kitchen", SourceState.LOST, "unplugged", -120, now);
        server.devices.put("lamp", "WLED", "colour", true, true);
        server.plugIns.put("bell.jar", PlugInState.FAILED, "no such device");
        hub.send("soribit/hub/simulated/clock", "{\"kind\":\"AWTRIX 3\",\"text\":\"x\"}");
        for (String id : List.of("1", "2")) {
            SoundEvent bell = HubFixture.start(id, HubFixture.DOORBELL, now, "Hall");
            server.page.onSound(bell);
            server.alerts.raise(bell);
            server.store.record(
                    new AlertChange(
                            new Alert(id, bell, Urgency.URGENT), AlertState.RAISED, now, ""));
        }
        server.store.record(
                new AlertChange(
                        server.timeline.entry("1").orElseThrow().alert(),
                        AlertState.ENDED,
                        now,
                        ""));
        server.timeline.traces.add(
                new ScoreTrace(
                        "Hall",
                        "doorbell",
                        "model",
                        "home-int8",
                        now,
                        Duration.ofMillis(240),
                        0.6f,
                        0.4f,
                        List.of(0.1f, 0.7f)));
        server.timeline.pictures.add(
                new SoundPicture(
                        "Hall",
                        "doorbell",
                        now,
                        Duration.ofMillis(80),
                        2,
                        100,
                        4_000,
                        List.of(0, 100, 7, 30)));
    }

    private void addUsers() throws Exception {
        UserFile users = new UserFile(folder.resolve("page-users"));
        User phone = new User("phone", Passwords.hash("other".toCharArray()), "viewer");
        users.put(new User("test", Passwords.hash("secret".toCharArray()), "admin"));
        users.put(phone);
        new PairingFile(folder.resolve("page-pairing")).keep(phone, Instant.now());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** Where a hub begins of which nothing was asked yet. */
    private static final Set<String> FRESH =
            Set.of(
                    "GET /api/mode",
                    "POST /api/teach/record?quiet=false",
                    "GET /api/settings",
                    "GET /api/sources/offers",
                    WITH_USERS,
                    "POST /api/rules?sounds=doorbell&hours=22:00-07:00&targets=");

    @Test
    void everyAnswerIsAsDescribedAndEveryOperationIsAsked() throws Exception {
        String json = document.toString();
        JsonSchemaFactory schemas =
                JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012,
                        b -> b.schemaLoaders(l -> l.schemas(Map.of(HERE, json))));
        Set<String> asked = new HashSet<>();
        for (String line : REQUESTS) {
            if (FRESH.contains(line)) { // fewer changes than one address may make at once
                stop();
                start();
            }
            if (line.equals(WITH_USERS)) {
                addUsers();
            }
            String[] parts = line.split("[ ?]", 3);
            String pointer =
                    "/paths/"
                            + parts[1].replace("/", "~1")
                            + "/"
                            + parts[0].toLowerCase(Locale.ROOT);
            asked.add(pointer);
            HttpResponse<String> answer = send(parts[0], line.substring(parts[0].length() + 1));
            JsonNode response = document.at(pointer + "/responses/" + answer.statusCode());
            assertThat(response.isMissingNode())
                    .as("%s answers %s", line, answer.statusCode())
                    .isFalse();
            String place =
                    response.has("$ref")
                            ? response.get("$ref").asText().substring(1)
                            : pointer + "/responses/" + answer.statusCode();
            if (line.equals("GET /metrics")) {
                assertThat(answer.headers().firstValue("Content-Type"))
                        .hasValue(Metrics.CONTENT_TYPE);
                assertThat(response.at("/content").has("application/openmetrics-text")).isTrue();
                continue;
            }
            if (response.at("/content").has("text/csv")) {
                assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith("text/csv");
                assertThat(answer.body().lines()).hasSize(3);
                continue;
            }
            Set<ValidationMessage> problems =
                    schemas.getSchema(
                                    SchemaLocation.of(
                                            HERE
                                                    + "#"
                                                    + place
                                                    + "/content/application~1json/schema"))
                            .validate(new ObjectMapper().readTree(answer.body()));
            assertThat(problems).as("%s: %s", line, answer.body()).isEmpty();
        }
        assertThat(asked).containsExactlyInAnyOrderElementsOf(operations());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.get("openapi").asText()).startsWith("3.1");
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allMatch(ref -> !document.at(ref.substring(1)).isMissingNode());
    }

    private Set<String> operations() {
        Set<String> all = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                method ->
                                                        all.add(
                                                                "/paths/"
                                                                        + path.getKey()
                                                                                .replace("/", "~1")
                                                                        + "/"
                                                                        + method)));
        return all;
    }

    /**
     * @param address what follows {@code #} is the version that the person saw
     */
    private HttpResponse<String> send(String method, String address) throws Exception {
        String[] parts = address.split("#", 2);
        URI uri = server.uri(parts[0]);
        HttpRequest.BodyPublisher body =
                method.equals("PUT")
                        ? HttpRequest.BodyPublishers.ofString("seven b")
                        : HttpRequest.BodyPublishers.noBody();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).method(method, body).header("Soribit-Request", "test");
        byte[] user = "test:secret".getBytes(StandardCharsets.UTF_8);
        request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
        if (parts.length == 2) {
            request.header("If-Match", '"' + parts[1] + '"');
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
