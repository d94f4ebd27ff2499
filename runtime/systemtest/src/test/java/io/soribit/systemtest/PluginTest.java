// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The plug-in of {@code bundles/README.md}, built and dropped in exactly as written there. */
@Timeout(900)
class PluginTest {
    private static final Path README = Path.of("..", "..", "bundles", "README.md");

    @TempDir Path data;
    @TempDir Path work;

    private static String block(String kind) throws Exception {
        Matcher found =
                Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(README));
        assertThat(found.find()).as("a block of %s in %s", kind, README).isTrue();
        return found.group(1);
    }

    private void build() throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-euc", block("sh"));
        Path jdk = Path.of(System.getProperty("java.home"), "bin");
        shell.environment()
                .putAll(
                        Map.of(
                                "SORIBIT", Soribit.home().toRealPath().toString(),
                                "DATA", data.toString(),
                                "PATH", jdk + ":" + System.getenv("PATH")));
        Path output = work.resolve("output.txt");
        Process process =
                shell.directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    private List<String> diary(Predicate<List<String>> expected) throws Exception {
        Path file = data.resolve("diary.txt");
        return Await.value(
                "the diary is as expected",
                () -> Files.exists(file) ? Files.readAllLines(file) : List.<String>of(),
                expected);
    }

    @Test
    void aPluginIsDroppedInUpdatedAndTakenOutWhileTheHubListens() throws Exception {
        Soribit.ports(data);
        Path wav = Wav.doorbell(data.resolve("bell.wav"), 6);
        Soribit.configure(
                data, "io.soribit.source.file-room", "path = " + wav, "room = hall", "loop = true");
        Files.writeString(work.resolve("Diary.java"), block("java"));
        Files.writeString(work.resolve("MANIFEST.MF"), block("text"));
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            hub.line(60, "● hall");
            Await.until("bundles/ is there", () -> Files.isDirectory(data.resolve("bundles")));
            build();
            List<String> lines = diary(l -> !l.isEmpty());
            assertThat(lines.get(0)).matches("\\d{4}-\\S+Z Doorbell in \\[hall]");

            Path source = work.resolve("Diary.java");
            Files.writeString(
                    source, Files.readString(source).replace("name(\"en\")", "name(\"ko\")"));
            build();
            diary(l -> l.stream().anyMatch(line -> line.contains("초인종 in [hall]")));

            Files.delete(data.resolve("bundles/diary.jar"));
            awaitQuiet(hub);
            assertThat(hub.lines()).noneMatch(line -> line.contains("Exception"));
        }
    }

    /** Waits until two further doorbells have left the diary as it is. */
    private void awaitQuiet(Soribit hub) throws Exception {
        URI history = hub.page().resolve("/api/history");
        int before;
        do {
            before = diary(l -> true).size();
            long heard = doorbells(history);
            Await.value("two further doorbells", () -> doorbells(history), n -> n >= heard + 2);
        } while (diary(l -> true).size() != before);
    }

    private static long doorbells(URI history) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(history).build();
        String all = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        return Pattern.compile("\"raised\"").matcher(all).results().count();
    }
}
