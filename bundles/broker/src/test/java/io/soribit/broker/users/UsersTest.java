// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.broker.users.Users.User;
import io.soribit.common.security.Passwords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
    @TempDir Path folder;
    private Path file;
    private Users users;

    @BeforeEach
    void file() {
        file = folder.resolve("etc").resolve("mqtt-users");
        users = new Users(file);
    }

    private static User user(String name, String password, String rights) {
        return new User(name, Passwords.hash(password.toCharArray()), Rights.parse(rights));
    }

    @Test
    void fileHoldsNoPasswordAndIsForItsOwnerAlone() throws Exception {
        assertThat(users.required()).isFalse();
        users.put(user("lamp", "open sesame", "read=lamp/#;write=lamp/+/set"));
        users.put(user("거실", "open sesame", "read"));
        assertThat(users.required()).isTrue();
        assertThat(Files.readString(file)).doesNotContain("sesame");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        User lamp = users.read().get("lamp");
        assertThat(Passwords.verify("open sesame".toCharArray(), lamp.hash())).isTrue();
        assertThat(Passwords.verify("Open sesame".toCharArray(), lamp.hash())).isFalse();
        assertThat(lamp.rights().mayWrite("lamp/1/set")).isTrue();
        assertThat(users.read().get("거실").hash()).isNotEqualTo(lamp.hash());
        try (var all = Files.list(file.getParent())) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void userIsReplacedAndRemovedAndRemarksStay() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# who may\n\nnonsense\nold:plain-password:all\n");
        users.put(user("a", "1", "all"));
        users.put(user("ab", "1", "all"));
        users.put(user("a", "2", "read"));
        assertThat(users.read()).containsOnlyKeys("a", "ab");
        assertThat(users.read().get("a").rights().text()).isEqualTo("read");
        assertThat(users.remove("a")).isTrue();
        assertThat(users.remove("a")).isFalse();
        assertThat(Files.readString(file)).startsWith("# who may\n\nnonsense\n").contains("\nab:");
    }

    @Test
    void whatNobodyUnderstandsLetsNobodyIn() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "guest\n");
        assertThat(users.required()).isTrue();
        assertThat(users.read()).isEmpty();
    }

    @Test
    void namesThatWouldBreakTheFileAreRefused() {
        for (String name : new String[] {"", "a:b", "a\nb", "#a", " "}) {
            assertThatThrownBy(() -> user(name, "x", "all"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name");
        }
    }
}
