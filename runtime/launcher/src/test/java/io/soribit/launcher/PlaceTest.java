// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
    @TempDir Path folder;

    @Test
    void theHubKeepsAllInItsFolder() throws Exception {
        try (Place place = Place.of(Command.RUN, folder)) {
            assertThat(place.temporary()).isNull();
            assertThat(place.bundles()).startsWith(folder).isDirectory();
        }
        assertThat(folder.resolve("etc")).isDirectory();
    }

    @Test
    void aDataFolderIsForItsOwnerAlone() throws Exception {
        Path data = folder.resolve("data");
        Place.of(Command.RUN, data).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");

        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Place.of(Command.RUN, data).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderWithOtherThingsKeepsItsPermissions() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Place.of(Command.RUN, folder).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void theConfigurationMayBeElsewhere() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path etc = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(data.resolve("etc"), etc);
        Place.of(Command.RUN, data).close();
        assertThat(data.resolve("etc")).isSymbolicLink();
        assertThat(data.resolve("log")).isDirectory();
    }

    @Test
    void otherCommandsLeaveNoBundlesBehind() throws Exception {
        Path bundles;
        try (Place place = Place.of(Command.ANALYZE, folder)) {
            bundles = place.bundles();
            assertThat(place.data()).isEqualTo(folder);
            assertThat(bundles).isDirectory();
        }
        assertThat(bundles).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsReported() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Place.of(Command.RUN, file.resolve("data")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--data");
    }
}
