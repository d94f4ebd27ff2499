// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void keepsQuotedBlanksAndExpandsNothing() {
        assertThat(CommandLine.split(" arecord -D 'hw:USB  Mic'  \"a b\"c '' $HOME ;rm *"))
                .containsExactly("arecord", "-D", "hw:USB  Mic", "a bc", "", "$HOME", ";rm", "*");
        assertThat(CommandLine.split(" ")).isEmpty();
    }

    @Test
    void refusesAnOpenQuote() {
        assertThatThrownBy(() -> CommandLine.split("parec 'x")).hasMessageContaining("quote");
    }
}
