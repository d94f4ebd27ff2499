// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class MosquittoProcessTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir Path folder;

    private Path script(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("mosquitto"), "#!/bin/sh\n" + lines + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void version2OrLaterCanBeUsed() throws Exception {
        assertThat(MosquittoProcess.isRecent(script("echo mosquitto version 2.0.11"), LONG))
                .isTrue();
        assertThat(MosquittoProcess.isRecent(script("echo mosquitto version 1.6.9"), LONG))
                .isFalse();
        assertThat(MosquittoProcess.isRecent(script("echo; echo version 2.0"), LONG)).isFalse();
        assertThat(MosquittoProcess.isRecent(script(":"), LONG)).isFalse();
        assertThat(MosquittoProcess.isRecent(folder.resolve("none"), LONG)).isFalse();
    }

    @Test
    void oneThatDoesNotAnswerIsNotUsed() throws Exception {
        try (LogCapture log = LogCapture.by(MosquittoProcess.class.getName())) {
            assertThat(MosquittoProcess.isRecent(script("exec /bin/sleep 600"), SHORT)).isFalse();
            assertThat(log.about("does not answer")).hasSize(1);
        }
    }

    @Test
    void oneThatWritesForEverDoesNotBlock() throws Exception {
        Path endless = script("while :; do echo mosquitto version 2.0.11; done");
        assertThat(MosquittoProcess.isRecent(endless, LONG)).isTrue();
    }
}
