// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HomeMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModeSwitchTest {
    @TempDir Path data;

    @Test
    void outlivesARestart() {
        assertThat(new ModeSwitch(data.toString()).mode()).isEqualTo(HomeMode.HOME);
        new ModeSwitch(data.toString()).set(HomeMode.SLEEP, "test");
        assertThat(new ModeSwitch(data.toString()).mode()).isEqualTo(HomeMode.SLEEP);
    }

    @Test
    void watchersSeeTheModeAndEachChangeUntilTheyGo() {
        ModeSwitch modes = new ModeSwitch((String) null);
        List<HomeMode> seen = new ArrayList<>();
        modes.watch(
                mode -> {
                    throw new IllegalStateException("a watcher that fails");
                });
        try (var watch = modes.watch(seen::add)) {
            modes.set(HomeMode.AWAY, "test");
            modes.set(HomeMode.AWAY, "test");
        }
        modes.set(HomeMode.HOME, "test");
        assertThat(seen).containsExactly(HomeMode.HOME, HomeMode.AWAY);
    }

    @Test
    void aDamagedFileAndOneThatCannotBeWrittenDoNoHarm() throws IOException {
        Path state = Files.createDirectories(data.resolve("state"));
        Files.writeString(state.resolve("mode"), "\u0000 holiday");
        assertThat(new ModeSwitch(data.toString()).mode()).isEqualTo(HomeMode.HOME);
        Files.delete(state.resolve("mode"));
        Files.delete(state);
        Files.writeString(state, "no folder");
        ModeSwitch modes = new ModeSwitch(data.toString());
        modes.set(HomeMode.SLEEP, "test");
        assertThat(modes.mode()).isEqualTo(HomeMode.SLEEP);
    }
}
