// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.common.security.UserFile.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {
    private static final String HASH = Passwords.hash("correct horse".toCharArray());

    @TempDir Path folder;
    private Path path;
    private UserFile file;

    @BeforeEach
    void open() {
        path = folder.resolve("users");
        file = new UserFile(path);
    }

    @Test
    void usersAreAddedReplacedAndRemoved() throws Exception {
        assertThat(file.hasEntries()).isFalse();
        file.put(new User("Minsu", HASH, "admin"));
        file.put(new User("Jin", HASH, "viewer"));
        file.put(new User("Minsu", HASH, "resident"));
        assertThat(file.read().values())
                .extracting(User::name, User::role)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Jin", "viewer"),
                        org.assertj.core.groups.Tuple.tuple("Minsu", "resident"));
        assertThat(file.remove("Minsu")).isTrue();
        assertThat(file.remove("Minsu")).isFalse();
        assertThat(file.read()).containsOnlyKeys("Jin");
    }

    @Test
    void aMalformedLineAdmitsNobodyButCountsAsAnEntry() throws Exception {
        Files.write(path, List.of("# comment", "", "Minsu:secret:admin", "malformed"));
        assertThat(file.read()).isEmpty();
        assertThat(file.hasEntries()).isTrue();
        file.put(new User("Jin", HASH, "admin"));
        assertThat(Files.readAllLines(path)).startsWith("# comment").hasSize(5);
    }

    @Test
    void aLineWrittenByHandIsRemovedAndReplaced() throws Exception {
        Files.write(path, List.of("# bob: of old", " bob :" + HASH + ":admin", "bob"));
        assertThat(file.read()).containsOnlyKeys("bob");
        file.put(new User("bob", HASH, "viewer"));
        assertThat(path).hasContent("# bob: of old\nbob\nbob:" + HASH + ":viewer\n");
        Files.write(path, List.of("bob\t:" + HASH + ":admin"));
        assertThat(file.remove("bob")).isTrue();
        assertThat(path).isEmptyFile();
    }

    @Test
    void whoWantsAllUsersIsToldOfAMalformedLine() throws Exception {
        Files.write(path, List.of("# comment", "Jin:" + HASH + ":admin"));
        assertThat(file.readWhole()).containsOnlyKeys("Jin");
        Files.write(path, List.of("Jin:" + HASH + ":admin", "Minsu:secret:admin"));
        assertThatThrownBy(file::readWhole).hasMessageContaining("has a malformed line");
        assertThatThrownBy(file::readWhole).as("again").hasMessageContaining("malformed line");
    }

    @Test
    void namesThatWouldBreakTheFileAreRefused() {
        for (String name : List.of("", "a:b", "#a", " a", "a\nb")) {
            assertThatThrownBy(() -> new User(name, HASH, "admin"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aPasswordIsVerifiedByItsHash() {
        assertThat(Passwords.verify("correct horse".toCharArray(), HASH)).isTrue();
        assertThat(Passwords.verify("correct hors".toCharArray(), HASH)).isFalse();
        assertThat(Passwords.verify("".toCharArray(), "malformed")).isFalse();
    }
}
