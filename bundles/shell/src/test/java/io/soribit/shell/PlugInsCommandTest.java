// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.PlugInState;
import io.soribit.api.hub.PlugInStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlugInsCommandTest {
    @TempDir Path data;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new PlugInsCommand(data)
                .run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void eachPlugInIsListedWithItsStateAndReason() throws Exception {
        new PlugInsFile(data)
                .write(
                        List.of(
                                new PlugInStatus(
                                        "bell.jar", "bell", "1.2.0", PlugInState.STARTED, ""),
                                new PlugInStatus(
                                        "lamp.jar",
                                        "lamp",
                                        "",
                                        PlugInState.WAITING,
                                        "the package org.example is missing")));
        assertThat(run()).isZero();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("✔ started +bell.jar +1.2.0"),
                        line ->
                                assertThat(line)
                                        .startsWith("– waiting")
                                        .contains("lamp.jar", "org.example is missing"));
    }

    @Test
    void aFailedPlugInIsAnExitStatus() throws Exception {
        new PlugInsFile(data)
                .write(
                        List.of(
                                new PlugInStatus(
                                        "bell.jar",
                                        "bell",
                                        "1.2.0",
                                        PlugInState.FAILED,
                                        "its activator threw")));
        assertThat(run("--json")).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("[{\"file\":\"bell.jar\"")
                .contains("\"state\":\"failed\"");
    }

    @Test
    void withoutARunningHubNothingIsKnown() throws Exception {
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("no hub runs", data.toString());
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(
                data.resolve("plugins.json"), "{\"pid\":" + gone.pid() + ",\"plugins\":[]}");
        assertThat(run()).isEqualTo(1);
    }

    @Test
    void aHubWithoutPlugInsSaysSo() throws Exception {
        new PlugInsFile(data).write(List.of());
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("no plug-ins", "bundles");
    }
}
