// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubNameTest {
    private static final String ID = "3f2a91c0";
    @TempDir Path data;

    private Path file() {
        return data.resolve("state").resolve("hub-name");
    }

    @ParameterizedTest
    @CsvSource({
        "kitchen-pi, kitchen-pi-3f2a",
        "Kitchen_PI 2, kitchen-pi-2-3f2a",
        "a-very-long-name-of-a-machine, a-very-long-name-of-a-ma-3f2a",
        "localhost, hub-3f2a",
        "소리, hub-3f2a",
        "0a1b2c3d4e5f, hub-3f2a"
    })
    void aNewHubIsCalledAsItsMachineAndItsId(String machine, String name) {
        assertThat(HubName.of(file(), null, machine, ID)).isEqualTo(name);
    }

    @Test
    void twoHubsOfOneKindHaveDifferentNames() {
        Path other = data.resolve("other");
        assertThat(HubName.of(file(), null, "raspberrypi", ID))
                .isNotEqualTo(HubName.of(other, null, "raspberrypi", "00c1aaaa"));
    }

    @Test
    void theNameStaysWhenTheMachineGetsAnother() {
        String made = HubName.of(file(), null, "kitchen-pi", ID);
        assertThat(HubName.of(file(), "hub", "attic", "ffffffff")).isEqualTo(made);
    }

    @Test
    void aHubThatIsOlderThanItsNameKeepsTheFormerOne() {
        assertThat(HubName.of(file(), "hub", "kitchen-pi", ID)).isEqualTo("hub");
        assertThat(file()).hasContent("hub\n");
    }

    @Test
    void aMalformedFileIsReplaced() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "a/b#\n");
        assertThat(HubName.of(file(), null, "kitchen-pi", ID)).isEqualTo("kitchen-pi-3f2a");
        assertThat(file()).hasContent("kitchen-pi-3f2a\n");
    }

    @Test
    void aNameThatCannotBeKeptIsUsed() throws Exception {
        Files.writeString(data.resolve("state"), "no folder");
        assertThat(HubName.of(file(), null, "kitchen-pi", ID)).isEqualTo("kitchen-pi-3f2a");
    }
}
