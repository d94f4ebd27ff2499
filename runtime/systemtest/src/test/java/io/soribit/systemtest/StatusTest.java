// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code soribit status} beside a running hub. */
@Timeout(900)
class StatusTest {
    @TempDir Path data;

    /** What it printed, and how it ended. */
    private record Printed(int exit, List<String> out, String err) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(String.join("\n", out));
            } catch (IOException e) {
                throw new AssertionError(this + " is no JSON", e);
            }
        }
    }

    private Printed status(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("status", "--data", data.toString()));
        words.addAll(List.of(more));
        try (Soribit run = Soribit.start(words.toArray(String[]::new))) {
            int exit = run.exit(60);
            return new Printed(exit, run.out(), run.err());
        }
    }

    private JsonNode state() throws Exception {
        Path file = data.resolve("status.json");
        return new ObjectMapper().readTree(Files.exists(file) ? Files.readString(file) : "{}");
    }

    @Test
    void aHubIsWellThenARoomIsLostThenItIsGone() throws Exception {
        assertThat(status("--language", "en"))
                .satisfies(none -> assertThat(none.exit()).isEqualTo(3))
                .satisfies(none -> assertThat(none.err()).contains("no hub runs", "soribit run"));
        Soribit.ports(data);
        Path wav = Wav.doorbell(data.resolve("bell.wav"), 6);
        Soribit.configure(
                data, "io.soribit.source.file-room", "path = " + wav, "room = hall", "loop = true");
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            hub.line(120, "● hall");
            String page = hub.page().toString();
            Await.value(
                    "the broker, the page and an alert are there",
                    this::state,
                    state ->
                            state.path("mqtt").path("connected").asBoolean()
                                    && state.toString().contains(page)
                                    && state.path("alerts").size() > 0);
            Printed well =
                    Await.value(
                            "it says that all is well",
                            () -> status("--language", "en"),
                            printed -> printed.exit() == 0);
            assertThat(well.out())
                    .anyMatch(line -> line.matches("Soribit \\d.*, up since \\d{4}-.*"))
                    .contains("✔ page: " + hub.page())
                    .anyMatch(line -> line.startsWith("✔ model: home-"))
                    .anyMatch(line -> line.matches("✔ hall \\(.*\\): listening"))
                    .anyMatch(line -> line.startsWith("✔ MQTT: tcp://127.0.0.1:"))
                    .anyMatch(line -> line.startsWith("– reach: no lamp"))
                    .contains("All is well.");

            Soribit.configure(
                    data,
                    "io.soribit.source.file-attic",
                    "path = " + data.resolve("none.wav"),
                    "room = attic");
            Await.value(
                    "the attic is known to be lost",
                    this::state,
                    state -> state.path("rooms").toString().contains("attic"));
            Printed wrong =
                    Await.value(
                            "it answers, and something is wrong",
                            () -> status("--json"),
                            printed ->
                                    printed.exit() == 1
                                            && printed.json().path("answers").asBoolean());
            assertThat(wrong.json().path("running").asBoolean()).isTrue();
            assertThat(wrong.json().path("problems").toString()).contains("attic");
        }
        assertThat(status("--language", "ko").exit()).isEqualTo(3);
    }
}
