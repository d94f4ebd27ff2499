// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCommandTest {
    @TempDir Path data;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String password, String... arguments) {
        return new PageCommand(data, () -> password == null ? null : password.toCharArray())
                .run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void usersAreAddedListedAndRemoved() throws Exception {
        assertThat(run("open sesame", "user", "Minsu")).isZero();
        assertThat(run("open sesame", "user", "Jin", "viewer")).isZero();
        assertThat(run(null)).isZero();
        assertThat(out.toString()).contains("Minsu admin", "Jin viewer");
        UserFile file = new UserFile(data.resolve("etc/page-users"));
        assertThat(
                        Passwords.verify(
                                "open sesame".toCharArray(), file.read().get("Minsu").hash()))
                .isTrue();
        assertThat(run(null, "remove", "Jin")).isZero();
        assertThat(run(null, "remove", "Jin")).isEqualTo(1);
        assertThat(file.read()).containsOnlyKeys("Minsu");
    }

    @Test
    void badInputChangesNothing() {
        assertThat(run("short", "user", "Minsu")).isEqualTo(1);
        assertThat(run(null, "user", "Minsu")).isEqualTo(1);
        assertThat(run("open sesame", "user", "Minsu", "king")).isEqualTo(2);
        assertThat(run("open sesame", "user", "a:b")).isEqualTo(1);
        assertThat(err.toString())
                .contains("8 characters", "differ", "viewer, resident, admin", "without a colon");
        assertThat(data.resolve("etc/page-users")).doesNotExist();
    }
}
