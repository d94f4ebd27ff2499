// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    @TempDir Path folder;
    private StateFile file;

    @BeforeEach
    void setUp() {
        file = new StateFile(folder.resolve("state/mode"));
    }

    @Test
    void readsNothingWhereThereIsNoFile() throws IOException {
        assertThat(file.read()).isEmpty();
        assertThat(file.readLines()).isEmpty();
    }

    @Test
    void writesIntoAFolderThatDidNotExistAndLeavesNothingElseThere() throws IOException {
        file.write("집");

        assertThat(file.path()).hasContent("집");
        assertThat(file.path().getParent()).isDirectoryContaining("glob:**/mode");
        try (var files = Files.list(file.path().getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void replacesWhatWasThere() throws IOException {
        file.writeLines(List.of("a", "b"));
        file.writeLines(List.of("c"));

        assertThat(file.readLines()).containsExactly("c");
        assertThat(file.read().orElseThrow()).isEqualTo(new byte[] {'c', '\n'});
    }

    @Test
    void isForItsOwnerAloneUntilSomebodyWidensIt() throws IOException {
        file.write("a");
        assertThat(Files.getPosixFilePermissions(file.path()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));

        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));
        file.write("b");
        assertThat(Files.getPosixFilePermissions(file.path()))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void writesWhatASymbolicLinkPointsTo() throws IOException {
        Path real = Files.writeString(folder.resolve("real"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        new StateFile(link).write("new");

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    @Test
    void aFailedWriteLeavesTheOldContentAndNoOtherFile() throws IOException {
        Path target = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(target.resolve("inside"), "x");

        assertThatThrownBy(() -> new StateFile(target).write("y")).isInstanceOf(IOException.class);

        assertThat(target.resolve("inside")).hasContent("x");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void writesOverWhatACrashLeftBehind() throws IOException {
        file.write("a");
        Files.writeString(file.path().resolveSibling(".mode.new"), "half");

        file.write("b");

        assertThat(file.path()).hasContent("b");
        assertThat(file.path().resolveSibling(".mode.new")).doesNotExist();
    }

    @Test
    void deletesIt() throws IOException {
        file.write("a");
        file.delete();
        file.delete();

        assertThat(file.path()).doesNotExist();
    }
}
