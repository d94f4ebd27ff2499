// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir Path folder;

    @Test
    void aFolderIsMadeWithThoseAboveIt() throws Exception {
        assertThat(Folders.makeFor(folder.resolve("a/b/file"))).isDirectory();
    }

    @Test
    void aLinkToAFolderIsOne() throws Exception {
        Path there = Files.createDirectory(folder.resolve("there"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), there);
        assertThat(Folders.makeFor(link.resolve("state"))).isEqualTo(link);
        new StateFile(link.resolve("state")).write(new byte[] {1});
        assertThat(there.resolve("state")).hasBinaryContent(new byte[] {1});
    }

    @Test
    void aFileOfThatNameIsRefused() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Folders.makeFor(file.resolve("state")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }
}
