// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.users;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.security.Passwords;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCommandTest {
    @TempDir Path folder;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private String password = "open sesame";

    private int run(String... words) {
        said.reset();
        PrintStream out = new PrintStream(said, true, UTF_8);
        return new BrokerCommand(
                        folder.resolve("mqtt-users"),
                        () -> password == null ? null : password.toCharArray(),
                        out,
                        out)
                .run(words);
    }

    private String said() {
        return said.toString(UTF_8);
    }

    @Test
    void addsListsAndRemoves() throws Exception {
        assertThat(run("user", "phone")).isZero();
        assertThat(run("user", "lamp", "read=lamp/#;write=")).isZero();
        assertThat(said()).contains("lamp").doesNotContain("sesame").doesNotContain("pbkdf2");
        assertThat(run("users")).isZero();
        assertThat(said()).isEqualToNormalizingNewlines("phone (all)\nlamp (read=lamp/#;write=)\n");
        Users.User phone = new Users(folder.resolve("mqtt-users")).read().get("phone");
        assertThat(Passwords.verify("open sesame".toCharArray(), phone.hash())).isTrue();
        assertThat(run("remove", "phone")).isZero();
        assertThat(run("remove", "phone")).isEqualTo(1);
        assertThat(run("users")).isZero();
        assertThat(said()).doesNotContain("phone");
    }

    @Test
    void whatCannotBeSaysWhyAndChangesNothing() {
        assertThat(run("user", "a", "everything")).isEqualTo(1);
        assertThat(said()).contains("everything").contains("read=");
        assertThat(run("user", "a:b")).isEqualTo(1);
        password = "short";
        assertThat(run("user", "a")).isEqualTo(1);
        assertThat(said()).contains("8 characters");
        password = null;
        assertThat(run("user", "a")).isEqualTo(1);
        assertThat(said()).contains("passwords differ");
        assertThat(run()).isEqualTo(2);
        assertThat(run("help", "me")).isEqualTo(2);
        assertThat(run("--help")).isZero();
        assertThat(said()).contains("RIGHTS");
        assertThat(folder.resolve("mqtt-users")).doesNotExist();
    }
}
