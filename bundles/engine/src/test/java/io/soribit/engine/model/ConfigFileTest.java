// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @TempDir Path folder;

    @Test
    void oneLineChangesAndAllOthersStay() throws Exception {
        Path file = folder.resolve("x.cfg");
        Files.write(file, List.of("# mine", "model=old", "hop_ms = 250"));
        ConfigFile.set(file, "model", "new");
        assertThat(file).hasContent("# mine\nmodel = new\nhop_ms = 250\n");
    }

    @Test
    void aMissingFileOrKeyIsMade() throws Exception {
        Path file = folder.resolve("etc").resolve("x.cfg");
        ConfigFile.set(file, "model", "a");
        ConfigFile.set(file, "other", "b");
        assertThat(file).hasContent("model = a\nother = b\n");
        assertThat(Files.list(file.getParent())).hasSize(1);
    }
}
