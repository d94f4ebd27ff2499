// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.testkit.Await;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models come, take over and go while the hub listens. */
@Timeout(900)
class ModelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> STATES = List.of("probed", "proven", "shadow", "active");
    private static final Path PROJECT = Path.of("..", "..");

    private final HttpClient http = HttpClient.newHttpClient();
    @TempDir Path folder;
    private Path models;

    @BeforeEach
    void prepare() throws Exception {
        models = Files.createDirectories(folder.resolve("models"));
        Soribit.ports(folder);
        Path wav = Wav.doorbell(folder.resolve("bell.wav"), 6);
        Soribit.configure(
                folder,
                "io.soribit.source.file-room",
                "path = " + wav,
                "room = hall",
                "loop = true");
    }

    private Soribit run() throws Exception {
        return Soribit.start("run", "--data", folder.toString());
    }

    private static URI page(Soribit hub) throws Exception {
        hub.line(60, "● hall");
        return hub.page();
    }

    private JsonNode change(URI page, String query) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(page.resolve("api/models" + query))
                        .header("Soribit-Request", "test")
                        .POST(BodyPublishers.noBody())
                        .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    /** Waits until the models are as expected. */
    private JsonNode models(URI page, Predicate<JsonNode> expected) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("api/models")).build();
        return Await.value(
                        "a model is as expected",
                        () -> list(request),
                        all -> all.stream().anyMatch(expected))
                .stream()
                .filter(expected)
                .findFirst()
                .orElseThrow();
    }

    /** None while the page is up and its list of models is not yet. */
    private List<JsonNode> list(HttpRequest request) throws Exception {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        List<JsonNode> models = new ArrayList<>();
        if (answer.statusCode() == HttpURLConnection.HTTP_OK) {
            JSON.readTree(answer.body()).get("models").forEach(models::add);
        }
        return models;
    }

    private static Predicate<JsonNode> is(String id, String state) {
        return m -> m.get("id").asText().equals(id) && m.get("state").asText().equals(state);
    }

    @Test
    void aBareFileIsDroppedCompletedUsedAndTakenAway() throws Exception {
        Path ours = PROJECT.resolve("models/home/float16");
        try (Soribit hub = run()) {
            URI page = page(hub);
            Files.copy(ours.resolve("model.tflite"), models.resolve("mine.tflite"));
            assertThat(models(page, is("mine.tflite", "refused")).get("reason").asText())
                    .contains("mine.json", "\"labels\"", "\"frontEnd\"", "mine.json.draft");
            assertThat(models.resolve("mine.json.draft")).exists();
            ObjectNode lines = (ObjectNode) JSON.readTree(ours.resolve("model.json").toFile());
            lines.retain("labels", "frontEnd", "thresholds");
            JSON.writeValue(models.resolve("mine.json").toFile(), lines);
            models(page, is("mine", "probed"));
            JsonNode outcome = change(page, "?use=mine");
            assertThat(outcome.get("ok").asBoolean()).as(outcome.toString()).isTrue();
            assertThat(outcome.get("message").asText())
                    .contains("instead of home-float16", "same sounds as");
            models(page, is("home-float16", "retired"));
            try (Soribit list =
                    Soribit.start("models", "list", "--json", "--data", folder.toString())) {
                assertThat(list.exit(60)).as(list.err()).isZero();
                assertThat(list.out().get(0)).contains("\"id\":\"mine\"", "\"state\":\"active\"");
            }
            assertThat(change(page, "?back").get("message").asText())
                    .startsWith("home-float16 is active instead of mine");
            try (Soribit remove =
                    Soribit.start("models", "remove", "mine", "--data", folder.toString())) {
                assertThat(remove.exit(60)).as(remove.err()).isZero();
            }
            assertThat(models.resolve("mine.tflite")).doesNotExist();
            models(page, is("home-float16", "active"));
        }
    }

    @Test
    void yamnetIsInstalledFromItsFileAlone() throws Exception {
        Path yamnet = PROJECT.resolve("../shared/models/yamnet.tflite");
        assumeThat(yamnet).exists();
        try (Soribit hub = run()) {
            URI page = page(hub);
            try (Soribit install =
                    Soribit.start(
                            "models", "install", yamnet.toString(), "--data", folder.toString())) {
                assertThat(install.exit(60)).as(install.err()).isZero();
                assertThat(install.out()).anyMatch(l -> l.matches(" *yamnet +v1 +probed.*"));
            }
            models(page, is("yamnet", "probed"));
            try (Soribit use =
                    Soribit.start(
                            "models",
                            "use",
                            "home-dynamic-range+yamnet",
                            "--room",
                            "hall",
                            "--data",
                            folder.toString())) {
                assertThat(use.exit(60)).as(use.err()).isZero();
            }
            assertThat(models(page, is("yamnet", "active")).get("reason").asText())
                    .isEqualTo("chosen for hall");
            try (Soribit show =
                    Soribit.start("models", "show", "yamnet", "--data", folder.toString())) {
                assertThat(show.exit(60)).as(show.err()).isZero();
                assertThat(show.out()).anyMatch(l -> l.matches(" *labels +\\d+: .*"));
            }
            try (Soribit back = Soribit.start("models", "back", "--data", folder.toString())) {
                assertThat(back.exit(60)).as(back.err()).isZero();
                assertThat(back.out().get(0)).contains("is active in hall too");
            }
            models(page, is("yamnet", "retired"));
            assertThat(change(page, "?use=yamnet").get("message").asText())
                    .startsWith("yamnet is active instead of home-float16");
            models(page, is("yamnet", "active"));
            Files.delete(models.resolve("yamnet.tflite"));
            assertThat(models(page, is("home-float16", "active")).get("reason").asText())
                    .contains("stands in for yamnet");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"probed", "shadow"})
    void aHubThatIsKilledWithinASwitchStartsWithAModelThatWorks(String moment) throws Exception {
        try (Soribit hub = run()) {
            URI page = page(hub);
            models(page, is("home-dynamic-range", "probed"));
            HttpRequest request =
                    HttpRequest.newBuilder(page.resolve("api/models?use=home-dynamic-range"))
                            .header("Soribit-Request", "test")
                            .POST(BodyPublishers.noBody())
                            .build();
            var unused = http.sendAsync(request, BodyHandlers.discarding());
            models(
                    page,
                    m ->
                            m.get("id").asText().equals("home-dynamic-range")
                                    && STATES.indexOf(m.get("state").asText())
                                            >= STATES.indexOf(moment));
            hub.kill();
        }
        try (Soribit hub = run()) {
            models(page(hub), m -> m.get("state").asText().equals("active"));
        }
    }

    @Test
    void aHubThatDiesWithANewModelComesBackWithTheOneBefore() throws Exception {
        try (Soribit hub = run()) {
            URI page = page(hub);
            models(page, is("home-dynamic-range", "probed"));
            assertThat(change(page, "?use=home-dynamic-range").get("ok").asBoolean()).isTrue();
            hub.kill();
        }
        try (Soribit hub = run()) {
            URI page = page(hub);
            models(page, is("home-float16", "active"));
            assertThat(models(page, is("home-dynamic-range", "probed")).get("reason").asText())
                    .contains("restored the one before");
        }
    }
}
