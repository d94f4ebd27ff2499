// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    @TempDir Path folder;

    @Test
    void aFolderGivesItsRecordingsSorted() throws Exception {
        Files.createDirectories(folder.resolve("b"));
        for (String name : List.of("b/2.OGG", "a.wav", "notes.txt", "b/1.flac")) {
            Files.createFile(folder.resolve(name));
        }
        assertThat(Recordings.below(List.of(folder)))
                .extracting(p -> folder.relativize(p).toString())
                .containsExactly("a.wav", "b/1.flac", "b/2.OGG");
    }

    @Test
    void aNamedFileIsTakenWhateverItsName() {
        Path odd = folder.resolve("odd.bin");
        assertThat(Recordings.below(List.of(odd))).containsExactly(odd);
    }
}
