// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.security.PairingFile.Offer;
import io.soribit.common.security.UserFile.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairingFileTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");
    @TempDir Path folder;
    private PairingFile file;

    @BeforeEach
    void open() {
        file = new PairingFile(folder.resolve("page-pairing"));
    }

    @Test
    void aCodeIsGoodForOneDevice() throws Exception {
        String code = file.offer("kitchen wall", "resident", NOW);
        assertThat(file.redeem("wrong", NOW)).isEmpty();
        assertThat(file.redeem("%%%", NOW)).isEmpty();
        assertThat(file.redeem("", NOW)).isEmpty();
        assertThat(file.redeem(code, NOW.plus(PairingFile.VALID)))
                .contains(new Offer("kitchen wall", "resident"));
        assertThat(file.redeem(code, NOW)).isEmpty();
    }

    @Test
    void anOldCodeAndAReplacedOneAreNotGood() throws Exception {
        String replaced = file.offer("벽", "viewer", NOW);
        String old = file.offer("벽", "viewer", NOW);
        assertThat(file.redeem(replaced, NOW)).isEmpty();
        assertThat(file.redeem(old, NOW.plus(PairingFile.VALID).plusSeconds(1))).isEmpty();
        assertThat(file.redeem(old, NOW)).isEmpty();
    }

    @Test
    void aUserIsADeviceAsLongAsItsSecretIsTheOneItWasPairedWith() throws Exception {
        User wall = new User("wall", Passwords.hash("one".toCharArray()), "resident");
        User anew = new User("wall", Passwords.hash("two".toCharArray()), "resident");
        assertThat(file.pairedSince(wall)).isEmpty();
        file.keep(wall, NOW);
        assertThat(file.pairedSince(wall)).contains(NOW);
        assertThat(file.pairedSince(anew)).isEmpty();
        Files.writeString(folder.resolve("page-paired"), "wall:" + wall.hash() + ":yesterday");
        assertThat(file.pairedSince(wall)).isEmpty();
    }

    @Test
    void theFileHasNoCode() throws Exception {
        String code = file.offer("phone", "viewer", NOW);
        assertThat(Files.readString(folder.resolve("page-pairing")))
                .startsWith("phone:pbkdf2-sha512$")
                .doesNotContain(code);
    }
}
