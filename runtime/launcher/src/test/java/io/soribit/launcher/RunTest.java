// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.common.release.Candidate;
import io.soribit.common.release.InstallationFile;
import io.soribit.common.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final Release NEXT = Release.of("1.1.0", "a".repeat(64));
    private static final Role HUB = new Role("");

    @TempDir Path folder;
    private Path home;
    private Path lib;
    private Run run;

    @BeforeEach
    void setUp() throws Exception {
        home = folder.resolve("home");
        Path data = Files.createDirectories(folder.resolve("data"));
        Path next = new InstallationFile(data).folder(NEXT);
        release(home, "1.0");
        lib = release(next, "1.1");
        Place place = new Place(data, data, data, null);
        run = new Run(Command.RUN, CommandLine.parse("run"), home, "1.0.0", place);
    }

    private static Path release(Path at, String version) throws IOException {
        Path jars = Files.createDirectories(at.resolve("lib"));
        Files.createFile(jars.resolve("a-" + version + ".jar"));
        Files.writeString(
                Files.createDirectories(at.resolve("features")).resolve("hub.json"),
                """
                {"feature-resource-version": "1.0", "id": "g:hub:1",
                 "bundles": [{"id": "g:a:%s"}]}
                """
                        .formatted(version));
        return jars;
    }

    private Release started(Optional<Candidate> trial) throws UserError {
        return run.prepare(new Releases.Choice(NEXT, trial), HUB).release();
    }

    @Test
    void aVersionThatHasLostAFileGivesWayToTheOneThatCameWithTheLauncher() throws Exception {
        assertThat(started(Optional.empty())).isEqualTo(NEXT);
        Files.delete(lib.resolve("a-1.1.jar"));
        assertThat(started(Optional.empty())).isEqualTo(Release.own("1.0.0"));
        Files.delete(home.resolve("lib/a-1.0.jar"));
        assertThatThrownBy(() -> started(Optional.empty())).isInstanceOf(UserError.class);
    }

    @Test
    void aVersionOnTrialWithoutAFileFails() throws Exception {
        Files.delete(lib.resolve("a-1.1.jar"));
        Optional<Candidate> trial = Optional.of(Candidate.requested(NEXT, "ada"));
        assertThatThrownBy(() -> started(trial)).isInstanceOf(UserError.class);
    }
}
