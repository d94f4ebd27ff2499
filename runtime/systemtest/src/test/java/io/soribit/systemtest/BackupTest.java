// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A household moves to another machine. */
@Timeout(900)
class BackupTest {

    @TempDir Path data;
    @TempDir Path other;
    @TempDir Path folder;

    @Test
    void aBackupOfARunningHubIsRestoredElsewhere() throws Exception {
        Soribit.ports(data);
        Path wav = Wav.doorbell(data.resolve("bell.wav"), 6);
        Soribit.configure(
                data, "io.soribit.source.file-room", "path = " + wav, "room = hall", "loop = true");
        String backup = folder.resolve("backup.zip").toString();
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            hub.line(120, "● hall");
            awaitAlert(hub);
            try (Soribit run = Soribit.start("backup", backup, "--data", data.toString())) {
                assertThat(run.exit(60)).as(run.err()).isZero();
                assertThat(run.out()).singleElement().asString().contains(backup, "files");
            }
            try (Soribit run = Soribit.start("restore", backup, "--data", data.toString())) {
                assertThat(run.exit(60)).isEqualTo(2);
                assertThat(run.err()).contains("a hub is already running");
            }
            assertThat(hub.lines()).noneMatch(line -> line.contains("Exception"));
        }
        try (Soribit run = Soribit.start("restore", backup, "--data", other.toString())) {
            assertThat(run.exit(60)).as(run.err()).isZero();
            assertThat(run.out()).singleElement().asString().contains("Restored the backup of");
        }
        for (String file : List.of("io.soribit.source.file-room.cfg", "io.soribit.broker.cfg")) {
            assertThat(other.resolve("etc").resolve(file))
                    .hasSameTextualContentAs(data.resolve("etc").resolve(file));
        }
        List<String> before = history(data);
        assertThat(history(other)).isNotEmpty().isSubsetOf(before);
    }

    @Test
    void aRestoreThatWasKilledIsTakenBackByTheNextStart() throws Exception {
        Soribit.configure(data.resolve("replaced-1"), "io.soribit.engine", "model = home-integer");
        Files.writeString(data.resolve("restoring"), "back\nreplaced-1\n.restore1\n");
        String missing = folder.resolve("missing.zip").toString();
        try (Soribit run = Soribit.start("restore", missing, "--data", data.toString())) {
            assertThat(run.exit(60)).isEqualTo(1);
            assertThat(run.err()).contains("what was there is back", "missing.zip");
        }
        assertThat(data.resolve("etc/io.soribit.engine.cfg")).hasContent("model = home-integer");
    }

    private static void awaitAlert(Soribit hub) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest history = HttpRequest.newBuilder(hub.page().resolve("/api/history")).build();
        Await.value(
                "the doorbell is in the history",
                () -> client.send(history, HttpResponse.BodyHandlers.ofString()).body(),
                body -> body.contains("doorbell"));
    }

    private static List<String> history(Path data) throws Exception {
        String[] all = {"history", "--csv", "--limit", "1000000", "--data", data.toString()};
        try (Soribit run = Soribit.start(all)) {
            assertThat(run.exit(60)).as(run.err()).isZero();
            return run.out().stream().skip(1).toList();
        }
    }
}
