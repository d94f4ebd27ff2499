// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationFileTest {
    @TempDir Path data;

    @Test
    void whatIsWrittenIsRead() throws Exception {
        InstallationFile file = new InstallationFile(data);
        Installation plain = Installation.of("1.0.0");
        Release next = Release.of("1.1.0-SNAPSHOT", "0123456789abcdef");
        Candidate candidate =
                Candidate.requested(next, "a\nb").accepted(Set.of("bed room", "hall"));
        for (Installation each :
                new Installation[] {
                    plain,
                    plain.with(Candidate.requested(next, "ada")),
                    plain.with(candidate).confirmed(),
                    new Installation("1.0.0", next, Optional.of(plain.active()), Optional.empty())
                }) {
            file.write(each);
            assertThat(file.read("1.0.0")).isEqualTo(each);
        }
        file.write(plain.with(candidate));
        assertThat(file.read("1.0.0").candidate())
                .contains(new Candidate(next, "a b", Candidate.Stage.ACCEPTED, candidate.rooms()));
        assertThat(file.read("2.0.0")).isEqualTo(Installation.of("2.0.0"));
    }

    @Test
    void whatReachesElsewhereIsMalformed() throws Exception {
        InstallationFile file = new InstallationFile(data);
        file.write(Installation.of("1.0.0"));
        String written = Files.readString(file.path());
        for (String folder : new String[] {"..", "../etc", "a/b", ".new-1", "/etc"}) {
            Files.writeString(file.path(), written.replace("active=", "active=" + folder));
            assertThatThrownBy(() -> file.read("1.0.0"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is malformed");
        }
    }

    @Test
    void aFolderIsSafeWhateverTheVersion() {
        assertThat(Release.of("1.0/../../x", "0123456789abcdef").folder())
                .isEqualTo("1.0_.._.._x-0123456789ab");
        assertThat(Release.of("..", "0123456789abcdef").folder()).isEqualTo("_.-0123456789ab");
    }
}
