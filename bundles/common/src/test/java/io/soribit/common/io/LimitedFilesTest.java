// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitedFilesTest {
    @TempDir Path folder;

    @Test
    void aFileIsReadUpToItsLimit() throws IOException {
        Path file = Files.write(folder.resolve("a"), new byte[3 << 20]);
        assertThat(LimitedFiles.read(file, 3 << 20)).hasSize(3 << 20);
        assertThatThrownBy(() -> LimitedFiles.read(file, 2 << 20))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a has more than 2 MB");
    }

    @Test
    void aStreamIsCopiedUpToItsLimit() throws IOException {
        Path file = folder.resolve("a");
        LimitedFiles.copy(new ByteArrayInputStream(new byte[100]), file, 100);
        assertThat(file).hasSize(100);
        assertThatThrownBy(
                        () ->
                                LimitedFiles.copy(
                                        new ByteArrayInputStream(new byte[3 << 20]), file, 1 << 20))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 1 MB");
        assertThat(file.toFile().length()).isLessThanOrEqualTo(1 << 20);
    }
}
