// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runtime/advisories}: which versions a range concerns. */
class AdvisoriesTest {
    private static final Path COMMAND = Path.of("..", "advisories").toAbsolutePath();

    @TempDir Path folder;

    private record Outcome(int status, String text) {}

    private Outcome check(String version, String events) throws Exception {
        Path database = Files.createDirectories(folder.resolve("osv"));
        Path parts = folder.resolve("parts.json");
        Files.writeString(
                parts,
                "{\"components\":[{\"group\":\"g\",\"name\":\"a\",\"version\":\""
                        + version
                        + "\"},{\"name\":\"own\",\"version\":\"1\"}]}");
        Files.writeString(
                database.resolve("one.json"),
                "{\"id\":\"X-1\",\"summary\":\"it falls\",\"affected\":[{\"package\":"
                        + "{\"name\":\"g:a\"},\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":["
                        + events
                        + "]}]}]}");
        return run(database, parts);
    }

    private static Outcome run(Path database, Path parts) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                "python3",
                                COMMAND.toString(),
                                database.toString(),
                                parts.toString())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), text);
    }

    @Test
    void aVersionInTheRangeIsReportedWithItsFix() throws Exception {
        String events = "{\"introduced\":\"4.1.0\"},{\"fixed\":\"4.1.125.Final\"}";
        assertThat(check("4.1.9.Final", events))
                .isEqualTo(
                        new Outcome(
                                1,
                                "g:a 4.1.9.Final: X-1 it falls (fixed in: 4.1.125.Final)\n"
                                        + "1 parts, 1 advisories, 1 that concern a part\n"));
        for (String good : new String[] {"4.1.125.Final", "4.1.137.Final", "4.0.99"}) {
            assertThat(check(good, events).status()).as(good).isZero();
        }
    }

    @Test
    void earlyVersionsComeBeforeTheRelease() throws Exception {
        String events = "{\"introduced\":\"0\"},{\"last_affected\":\"2.0.0\"}";
        assertThat(check("2.0.0-beta3", events).status()).isOne();
        assertThat(check("2.0", events).status()).isOne();
        assertThat(check("2.0.1-alpha1", events).status()).isZero();
    }

    @Test
    void withoutADatabaseNothingIsSaidToBeGood() throws Exception {
        assertThat(run(folder.resolve("none"), folder).status()).isEqualTo(2);
        assertThat(check("1", "{\"introduced\":\"0\"}").status()).isOne();
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(run(empty, folder.resolve("parts.json")).status()).isEqualTo(2);
    }
}
