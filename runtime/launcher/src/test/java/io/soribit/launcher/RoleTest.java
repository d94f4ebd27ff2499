// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleTest {
    @TempDir Path data;

    private Role role(Command command, String line) throws Exception {
        Path etc = Files.createDirectories(data.resolve("etc"));
        Files.writeString(etc.resolve("io.soribit.satellite.cfg"), "# mine\n" + line + "\n");
        return Role.of(command, data);
    }

    @Test
    void aHubWithAHouseIsItsSatellite() throws Exception {
        Role role = role(Command.RUN, " house = ssl://house.local:8883 ");
        assertThat(role.feature(Command.RUN)).isEqualTo("satellite");
        assertThat(role.properties()).isEqualTo(Map.of("soribit.house", "ssl://house.local:8883"));
    }

    @Test
    void allOthersAreHouses() throws Exception {
        assertThat(Role.of(Command.RUN, data).feature(Command.RUN)).isEqualTo("hub");
        assertThat(role(Command.RUN, "# house = ssl://x").feature(Command.RUN)).isEqualTo("hub");
        assertThat(role(Command.RUN, "house =").properties()).isEmpty();
        assertThat(role(Command.DOCTOR, "house = ssl://x").feature(Command.DOCTOR))
                .isEqualTo("doctor");
    }
}
