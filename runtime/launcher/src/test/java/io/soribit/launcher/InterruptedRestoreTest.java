// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedRestoreTest {
    private static final String CFG = "io.soribit.engine.cfg";

    @TempDir Path data;
    private final List<String> said = new ArrayList<>();
    private Path etc;
    private Path kept;
    private Path fresh;

    @BeforeEach
    void setUp() throws Exception {
        etc = Files.createDirectories(data.resolve("etc"));
        kept = Files.createDirectories(data.resolve("replaced-1/etc"));
        fresh = Files.createDirectories(data.resolve(".restore7/etc"));
        Files.writeString(kept.resolve(CFG), "old");
        Files.writeString(fresh.resolve(CFG), "new");
    }

    private void end(String stage) throws Exception {
        Files.writeString(data.resolve("restoring"), stage + "\nreplaced-1\n.restore7\n");
        InterruptedRestore.end(data, said::add);
        assertThat(data.resolve("restoring")).doesNotExist();
        assertThat(data.resolve(".restore7")).doesNotExist();
    }

    @Test
    void oneThatHasMovedFilesAwayIsTakenBack() throws Exception {
        end("back");
        assertThat(etc.resolve(CFG)).hasContent("old");
        assertThat(said).singleElement().asString().contains("what was there is back");
    }

    @Test
    void oneThatHasMovedAllAwayIsCompleted() throws Exception {
        end("on");
        assertThat(etc.resolve(CFG)).hasContent("new");
        assertThat(said).singleElement().asString().contains("completed", data + "/replaced-1");
    }

    @Test
    void withoutOneNothingIsSaid() throws Exception {
        InterruptedRestore.end(data, said::add);
        assertThat(said).isEmpty();
        assertThat(etc.resolve(CFG)).doesNotExist();
        assertThat(data.resolve(".restore7")).doesNotExist();
    }

    @Test
    void oneThatCannotBeEndedIsNamed() throws Exception {
        Files.createDirectories(etc.resolve(CFG).resolve("a folder"));
        assertThatThrownBy(() -> end("on"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(CFG)
                .hasMessageContaining("restore")
                .extracting(e -> ((UserError) e).status())
                .as("a supervisor tries again")
                .isEqualTo(UserError.PASSING);
        assertThat(fresh.resolve(CFG)).exists();
    }
}
