// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LampsFileTest {
    @TempDir Path folder;

    private Path path;
    private LampsFile file;

    @BeforeEach
    void name() {
        path = folder.resolve("etc").resolve("io.soribit.notify.light.cfg");
        file = new LampsFile(path);
    }

    private void written(String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void fileIsMadeWithWhatIsInUse() throws IOException {
        file.use("wled:wled/shelf", true, List.of("sofa@hall"));
        assertThat(path).hasContent("lamps = sofa@hall, wled:wled/shelf\n");
        assertThat(Files.list(path.getParent())).hasSize(1);
    }

    @Test
    void commentsRoomsAndOtherLinesStay() throws IOException {
        written("# mine\nlamps=sofa@hall,\\\n   거실, ceiling @ attic\nrate_hz = 0.5\n");
        file.use("tasmota:bed", true, List.of("ignored"));
        assertThat(path)
                .hasContent(
                        "# mine\nlamps = sofa@hall, 거실, ceiling @ attic, tasmota:bed\nrate_hz = 0.5\n");
        file.use("sofa", false, List.of());
        assertThat(path)
                .hasContent("# mine\nlamps = 거실, ceiling @ attic, tasmota:bed\nrate_hz = 0.5\n");
    }

    @Test
    void allEntriesOfALampGoAndUnreadableOnesStay() throws IOException {
        written("rate_hz = 1\nlamps = a@hall, a@kitchen, b+, shelly:x, c");
        file.use("a", false, List.of());
        assertThat(path).hasContent("rate_hz = 1\nlamps = b+, shelly:x, c\n");
    }

    @Test
    void nothingIsWrittenWhenNothingChanges() throws IOException {
        String text = "lamps = a@hall # not a comment\n";
        written(text);
        file.use("b", false, List.of());
        assertThat(Files.readString(path)).isEqualTo(text);
    }

    @Test
    void lastLampMayGo() throws IOException {
        written("lamps = a");
        file.use("a", false, List.of());
        assertThat(path).hasContent("lamps = \n");
        file.use("b", true, List.of("default"));
        assertThat(path).hasContent("lamps = b\n");
    }

    @Test
    void listInAnotherFormIsLeftToThePerson() throws IOException {
        String text = "lamps = [ \"a\", \"b\" ]\n";
        written(text);
        assertThatThrownBy(() -> file.use("c", true, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("by hand");
        assertThat(Files.readString(path)).isEqualTo(text);
    }
}
