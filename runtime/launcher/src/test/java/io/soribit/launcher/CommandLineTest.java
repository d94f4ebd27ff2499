// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void theDataFolderIsTakenFromAnywhere() throws Exception {
        CommandLine before = CommandLine.parse("--data", "hub", "analyze", "--json", "a.wav");
        CommandLine after = CommandLine.parse("analyze", "--json", "a.wav", "--data=hub");
        assertThat(before).isEqualTo(after);
        assertThat(after.command()).isEqualTo("analyze");
        assertThat(after.data()).isEqualTo(Path.of("hub").toAbsolutePath());
        assertThat(after.arguments()).containsExactly("--json", "a.wav");
    }

    @Test
    void optionsBeforeTheCommandAreItsOwn() throws Exception {
        assertThat(CommandLine.parse("--help").command()).isEmpty();
        assertThat(CommandLine.parse("--help").has("--help")).isTrue();
    }

    @Test
    void theValueOfAnOptionIsFoundInBothSpellings() throws Exception {
        assertThat(CommandLine.parse("analyze", "--model", "a-b", "x.wav").value("--model"))
                .contains("a-b");
        assertThat(CommandLine.parse("analyze", "--model=a-b").value("--model")).contains("a-b");
        assertThat(CommandLine.parse("analyze", "--model").value("--model")).isEmpty();
        assertThat(CommandLine.parse("analyze", "x.wav").value("--model")).isEmpty();
    }

    @Test
    void aMissingFolderIsReported() {
        assertThatThrownBy(() -> CommandLine.parse("run", "--data"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--data needs a folder");
    }
}
