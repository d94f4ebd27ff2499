// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HealthCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegCheckTest {
    @Test
    void reportsTheVersionAndThePlace() {
        assertThat(new FfmpegCheck(new Ffmpeg("ffmpeg")).check())
                .extracting(HealthCheck.Result::toString)
                .singleElement()
                .asString()
                .matches("ok ffmpeg \\S+ \\(/.*ffmpeg\\)");
    }

    @Test
    void saysHowToGetIt() {
        assertThat(new FfmpegCheck(new Ffmpeg("no-such-ffmpeg")).check())
                .extracting(HealthCheck.Result::toString)
                .containsExactly(
                        "warn ffmpeg is not installed: apt install ffmpeg; WAV files work"
                                + " without it");
    }

    @Test
    void aProgramThatIsNotFfmpegIsAProblem(@TempDir Path folder) throws IOException {
        Path program = Files.writeString(folder.resolve("ffmpeg"), "#!/bin/sh\nexit 3\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(new FfmpegCheck(new Ffmpeg(program.toString())).check())
                .extracting(HealthCheck.Result::toString)
                .singleElement()
                .asString()
                .startsWith("critical ffmpeg at " + program)
                .contains("status 3");
    }
}
