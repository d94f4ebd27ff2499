// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.security.PairingFile;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import io.soribit.web.servlet.Login.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");
    @TempDir Path folder;
    private Duration now = Duration.ZERO;
    private UserFile file;
    private PairingFile pairing;
    private Login login;

    @BeforeEach
    void open() {
        file = new UserFile(folder.resolve("page-users"));
        pairing = new PairingFile(folder.resolve("page-pairing"));
        login = new Login(file, pairing, () -> now, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void add(String name, String password, String role) throws Exception {
        file.put(new User(name, Passwords.hash(password.toCharArray()), role));
    }

    private static String header(String credentials) {
        return "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void withoutUsersEverybodyOnThisMachineMayDoEverything() {
        assertThat(login.check(null, "127.0.0.1", true).role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void withoutUsersNobodyElsewhereMayDoAnything() throws Exception {
        assertThat(login.check(null, "192.168.1.7", false).failure()).isEqualTo(Failure.NOBODY);
        add("a", "open sesame", "admin");
        assertThat(login.check(header("a:open sesame"), "192.168.1.7", false).failure()).isNull();
    }

    @Test
    void withUsersARequestNeedsThePassword() throws Exception {
        add("민수", "open sesame", "resident");
        assertThat(login.check(null, "a", true).failure()).isEqualTo(Failure.UNAUTHORIZED);
        assertThat(login.check("Bearer x", "a", true).failure()).isEqualTo(Failure.UNAUTHORIZED);
        assertThat(login.check("Basic %%%", "a", true).failure()).isEqualTo(Failure.UNAUTHORIZED);
        assertThat(login.check(header("민수:open"), "a", true).failure())
                .isEqualTo(Failure.UNAUTHORIZED);
        Login.Result result = login.check(header("민수:open sesame"), "a", true);
        assertThat(result.failure()).isNull();
        assertThat(result.name()).isEqualTo("민수");
        assertThat(result.role()).isEqualTo(Role.RESIDENT);
    }

    @Test
    void aRemovedUserIsRefusedAtOnce() throws Exception {
        add("a", "open sesame", "admin");
        add("b", "open sesame", "admin");
        assertThat(login.check(header("a:open sesame"), "x", true).failure()).isNull();
        file.remove("a");
        assertThat(login.check(header("a:open sesame"), "x", true).failure())
                .isEqualTo(Failure.UNAUTHORIZED);
    }

    @Test
    void wrongPasswordsLockTheirAddressAndNobodyElse() throws Exception {
        add("a", "open sesame", "admin");
        for (int i = 0; i < 8; i++) {
            login.check(header("a:wrong" + i), "attacker", true);
        }
        assertThat(login.check(header("a:open sesame"), "attacker", true).failure())
                .isEqualTo(Failure.LOCKED);
        assertThat(login.check(header("a:open sesame"), "person", true).failure()).isNull();
        now = Duration.ofSeconds(31);
        assertThat(login.check(header("a:other sesame"), "attacker", true).failure())
                .isEqualTo(Failure.UNAUTHORIZED);
    }

    @Test
    void anUnknownRoleMayOnlyLook() throws Exception {
        add("a", "open sesame", "king");
        assertThat(login.check(header("a:open sesame"), "x", true).role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void aFileThatCannotBeReadAdmitsNobody() throws Exception {
        Files.createDirectory(folder.resolve("page-users"));
        assertThat(login.check(null, "x", true).failure()).isEqualTo(Failure.UNAVAILABLE);
    }

    @Test
    void aDeviceIsPairedOnceAndRevoked() throws Exception {
        add("admin", "open sesame", "admin");
        String code = pairing.offer("kitchen wall", "resident", NOW);
        assertThat(login.pair("wrong", "a")).isEmpty();
        String credentials = login.pair(code, "a").orElseThrow();
        assertThat(login.pair(code, "a")).isEmpty();
        Login.Result result = login.check(header(credentials), "a", true);
        assertThat(result.name()).isEqualTo("kitchen wall");
        assertThat(result.role()).isEqualTo(Role.RESIDENT);
        file.remove("kitchen wall");
        assertThat(login.check(header(credentials), "a", true).failure())
                .isEqualTo(Failure.UNAUTHORIZED);
    }

    @Test
    void codesAreNotGuessedAndReplaceNobody() throws Exception {
        add("admin", "open sesame", "admin");
        assertThat(login.pair(pairing.offer("admin", "resident", NOW), "b")).isEmpty();
        String code = pairing.offer("phone", "resident", NOW);
        for (int i = 0; i < 8; i++) {
            assertThat(login.pair("guess" + i, "a")).isEmpty();
        }
        assertThat(login.pair(code, "a")).isEmpty();
        assertThat(login.pair(code, "c")).isPresent();
    }
}
