// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTextTest {
    private static final String TEXT =
            """
            # A comment: hop_ms = 1
            hop_ms = 240

            thresholds = dog=0.8, \\
              hop_ms = 9
            token: $[file:ntfy.secret]
              megabytes.per.day=20
            """;

    @Test
    void onlyTheEntryChanges() {
        EntryText text = EntryText.of(TEXT);
        assertThat(text.value("hop_ms")).hasValue("240");
        assertThat(text.isChangeable("hop_ms")).isTrue();
        assertThat(text.with("hop_ms", "300")).isEqualTo(TEXT.replace("240", "300"));
        assertThat(text.with("megabytes.per.day", "4")).isEqualTo(TEXT.replace("day=20", "day=4"));
        assertThat(text.with("hop_ms", null)).isEqualTo(TEXT.replace("hop_ms = 240\n", ""));
        assertThat(text.with("threads", "2")).isEqualTo(TEXT + "threads = 2\n");
        assertThat(text.with("token", "")).isEqualTo(TEXT.replace("$[file:ntfy.secret]", ""));
    }

    @Test
    void lineEndsAndAMissingOneAtTheEndAreKept() {
        assertThat(EntryText.of("a = 1\r\n# b\r\n").with("a", "2")).isEqualTo("a = 2\r\n# b\r\n");
        assertThat(EntryText.of("a = 1\r\n").with("b", "2")).isEqualTo("a = 1\r\nb = 2\r\n");
        assertThat(EntryText.of("a = 1").with("b", "2")).isEqualTo("a = 1\nb = 2\n");
        assertThat(EntryText.of(null).with("b", "2")).isEqualTo("b = 2\n");
        assertThat(EntryText.of("a 1\n").with("a", "2")).isEqualTo("a = 2\n");
    }

    @Test
    void ofSeveralTheLastOneCountsAndStays() {
        EntryText text = EntryText.of("a = 1\nb = 7\na = 2\n");
        assertThat(text.value("a")).hasValue("2");
        assertThat(text.with("a", "3")).isEqualTo("b = 7\na = 3\n");
        assertThat(text.with("a", null)).isEqualTo("b = 7\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1\n\uFFFD = 2\n", // not UTF-8
                "other = I\"5\"\na = 1\n", // typed: a plain one beside it would change its meaning
                "other = [ \"x\" ]\na = 1\n",
                "a = 1, \\\n 2\n",
                "a = 1\nb = 2 \\", // what follows would be a part of it
                "a = 1\rb = 2\n"
            })
    void whatCannotBeChangedAloneIsLeftToPeople(String text) {
        assertThat(EntryText.of(text).isChangeable("a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"240", "a, b", "=x", ": y", "마루", "#00C853", "x=1/2, y = 3", "!"})
    void itIsReadAsItWasWritten(String value) throws Exception {
        String text = EntryText.of(TEXT).with("next", value);
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        assertThat(properties).containsEntry("next", value).containsEntry("hop_ms", "240");
        assertThat(EntryText.of(text).value("next")).hasValue(value);
    }
}
