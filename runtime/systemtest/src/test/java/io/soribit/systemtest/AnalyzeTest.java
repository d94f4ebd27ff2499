// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(900)
class AnalyzeTest {
    private static final double HOP_SECONDS = 0.24;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private static List<JsonNode> json(Soribit run) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        for (String line : run.out()) {
            all.add(JSON.readTree(line));
        }
        return all;
    }

    @Test
    void recordingsAreHeardAndBadOnesAreNamed() throws Exception {
        Path wav = Wav.doorbell(folder.resolve("bell.wav"), 6);
        Path ogg = folder.resolve("bell.ogg");
        try (Soribit ffmpeg =
                Soribit.program("ffmpeg", "-v", "error", "-i", wav.toString(), ogg.toString())) {
            assertThat(ffmpeg.exit(30)).as(ffmpeg.err()).isZero();
        }
        Path text = Files.writeString(folder.resolve("notes.wav"), "no sound at all");
        Path missing = folder.resolve("missing.flac");
        try (Soribit run =
                Soribit.start(
                        "analyze",
                        "--json",
                        "--data",
                        folder.resolve("data").toString(),
                        wav.toString(),
                        text.toString(),
                        missing.toString(),
                        ogg.toString())) {
            assertThat(run.exit(60)).isEqualTo(1);
            assertThat(run.err())
                    .contains(text + ": ", missing + ": there is no such file")
                    .doesNotContain("Exception");
            assertThat(json(run))
                    .extracting(e -> e.get("file").asText(), e -> e.get("label").asText())
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(wav.toString(), "doorbell"),
                            org.assertj.core.groups.Tuple.tuple(ogg.toString(), "doorbell"));
            JsonNode event = json(run).get(0);
            assertThat(event.fieldNames())
                    .toIterable()
                    .containsExactly("file", "label", "onset", "end", "score", "model");
            assertThat(event.get("onset").asDouble()).isBetween(1.5, 3.0);
            assertThat(event.get("end").asDouble()).isBetween(3.0, 6.0);
        }
    }

    @Test
    void aDoorbellIsHeardOnABadSoundCard() throws Exception {
        Path wav = Wav.doorbellOfABadCard(folder.resolve("bell.wav"), 6);
        try (Soribit run =
                Soribit.start(
                        "analyze",
                        "--json",
                        "--data",
                        folder.resolve("data").toString(),
                        wav.toString())) {
            assertThat(run.exit(60)).as(run.err()).isZero();
            assertThat(json(run))
                    .extracting(event -> event.get("label").asText())
                    .containsExactly("doorbell");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "home-float32",
                "home-float16",
                "home-dynamic-range",
                "home-integer",
                "home-full-integer",
                "home-float16+home-small-dynamic-range"
            })
    void everyVariantScoresEveryWindow(String model) throws Exception {
        Path wav = Wav.doorbell(folder.resolve("bell.wav"), 6);
        try (Soribit run =
                Soribit.start(
                        "analyze",
                        "--json",
                        "--windows",
                        "--model",
                        model,
                        "--data",
                        folder.resolve("data").toString(),
                        wav.toString())) {
            assertThat(run.exit(60)).as(run.err()).isZero();
            List<JsonNode> windows = json(run);
            assertThat(windows)
                    .allSatisfy(
                            w ->
                                    assertThat(w.fieldNames())
                                            .toIterable()
                                            .containsExactly("file", "start", "scores"));
            for (int i = 0; i < windows.size(); i++) {
                assertThat(windows.get(i).get("start").asDouble())
                        .isCloseTo(HOP_SECONDS * i, within(1e-9));
                assertThat(windows.get(i).get("scores")).hasSize(84);
            }
            double best =
                    windows.stream()
                            .mapToDouble(w -> w.get("scores").get("doorbell").asDouble())
                            .max()
                            .orElseThrow();
            assertThat(best).isGreaterThan(0.6);
        }
    }

    @Test
    void aModelThatNoHubHasScoresRecordings() throws Exception {
        Path wav = Wav.doorbell(folder.resolve("bell.wav"), 3);
        try (Soribit run =
                Soribit.start(
                        "analyze",
                        "--json",
                        "--windows",
                        "--model",
                        "resnet50-float16",
                        "--data",
                        folder.resolve("data").toString(),
                        wav.toString())) {
            assertThat(run.exit(60)).as(run.err()).isZero();
            assertThat(json(run))
                    .isNotEmpty()
                    .allSatisfy(
                            w -> {
                                double sum = 0;
                                for (JsonNode score : w.get("scores")) {
                                    sum += score.asDouble();
                                }
                                assertThat(w.get("scores")).hasSize(83);
                                assertThat(sum).isBetween(0.999, 1.001);
                            });
        }
        try (Soribit list =
                Soribit.start("models", "list", "--data", folder.resolve("data").toString())) {
            assertThat(list.exit(60)).as(list.err()).isZero();
            assertThat(list.out()).noneMatch(line -> line.contains("resnet50"));
        }
    }

    @Test
    void anUnknownModelIsReportedWithThoseThereAre() throws Exception {
        Path wav = Wav.doorbell(folder.resolve("bell.wav"), 3);
        try (Soribit run =
                Soribit.start(
                        "analyze",
                        "--model",
                        "home-best",
                        "--data",
                        folder.resolve("data").toString(),
                        wav.toString())) {
            assertThat(run.exit(60)).isEqualTo(1);
            assertThat(run.err()).contains("home-best").contains("home-integer");
        }
    }

    @Test
    void withoutFfmpegAFolderIsReadAsFarAsPossible() throws Exception {
        Path recordings = Files.createDirectory(folder.resolve("recordings"));
        Wav.doorbell(recordings.resolve("bell.wav"), 6);
        Files.writeString(recordings.resolve("bell.ogg"), "OggS");
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String program : List.of("dirname", "readlink", "sed", "head")) {
            Path usual = Path.of("/usr/bin", program);
            Files.createSymbolicLink(
                    programs.resolve(program),
                    Files.exists(usual) ? usual : Path.of("/bin", program));
        }
        try (Soribit run =
                Soribit.with(
                        Map.of("PATH", programs.toString()),
                        "analyze",
                        "--data",
                        folder.resolve("data").toString(),
                        recordings.toString())) {
            assertThat(run.exit(60)).isEqualTo(1);
            assertThat(run.out()).anyMatch(l -> l.contains("bell.wav") && l.contains("Doorbell"));
            assertThat(run.err()).contains("bell.ogg", "ffmpeg", "install");
        }
    }
}
