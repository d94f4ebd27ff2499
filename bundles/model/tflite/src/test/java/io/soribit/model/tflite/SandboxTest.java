// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    @TempDir Path folder;

    /** A program in the place of Bubblewrap, which notes what it is asked for. */
    private Sandbox sandbox(String then) throws IOException {
        Path program = folder.resolve("bwrap");
        Files.writeString(
                program,
                "#!/bin/sh\necho \"$*\" >>" + folder.resolve("asked") + "\n" + then + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Sandbox(program);
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(folder.resolve("asked"));
    }

    private void tryModel(Sandbox sandbox) throws Exception {
        new ProcessTrial(
                        Files.createDirectories(folder.resolve("trial")),
                        directory -> System.getProperty("java.class.path"),
                        Golden.library(),
                        Duration.ofSeconds(240),
                        1L << 30,
                        sandbox)
                .run("sum", Golden.flatbuffer("tiny-float32"));
        assertThat(folder.resolve("trial/passed")).isNotEmptyDirectory();
    }

    @Test
    void aModelIsTriedInIt() throws Exception {
        tryModel(sandbox("while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\""));
        assertThat(asked()).hasSize(2).allMatch(line -> line.startsWith("--unshare-all "));
        assertThat(asked().get(0)).endsWith(" -- /bin/true");
        assertThat(asked().get(1)).contains(" --ro-bind / / ", TrialRun.class.getName());
    }

    @Test
    void whereItDoesNotWorkAModelIsTriedWithoutIt() throws Exception {
        tryModel(sandbox("exit 1"));
        assertThat(asked()).singleElement().asString().endsWith(" -- /bin/true");
        assertThat(new Sandbox(folder.resolve("none")).prefix()).isEmpty();
    }
}
