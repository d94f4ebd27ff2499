// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserErrorTest {
    private final IOException cause = new IOException("no space left on device");

    @TempDir Path folder;

    @Test
    void aHubWhoseDiskIsFullIsStartedAgain() {
        UserError full = UserError.in(0, folder, "the framework does not start", cause);
        assertThat(full.status()).isEqualTo(UserError.PASSING);
        assertThat(full)
                .hasMessage(
                        "the disk of "
                                + folder
                                + " is full: make room there (the framework does not start)")
                .hasCause(cause);
    }

    @Test
    void oneThatFailsWhereThereIsRoomIsNot() {
        UserError other = UserError.in(folder.resolve("not/there"), "it cannot be read", cause);
        assertThat(other.status()).isEqualTo(UserError.LASTING);
        assertThat(other).hasMessage("it cannot be read").hasCause(cause);
        assertThat(new UserError("there is no command 'x'").status()).isEqualTo(2);
    }
}
