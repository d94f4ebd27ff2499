// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @Test
    void whatNeedsItIsQuoted() {
        assertThat(Csv.line(List.of("hall", "a,b", "\"c\"", "d\r\ne", "", "민수")))
                .isEqualTo("hall,\"a,b\",\"\"\"c\"\"\",\"d\r\ne\",,민수");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
    void whatCouldBeAFormulaIsNone(String text) {
        assertThat(Csv.line(List.of(text))).isEqualTo("'" + text);
    }

    @Test
    void aFormulaInQuotesIsNoneEither() {
        assertThat(Csv.line(List.of("=HYPERLINK(\"x\",1)")))
                .isEqualTo("\"'=HYPERLINK(\"\"x\"\",1)\"");
        assertThat(Csv.line(List.of("\r=1"))).isEqualTo("\"'\r=1\"");
    }

    @Test
    void whatCouldBeAFormulaAfterASemicolonIsNone() {
        assertThat(Csv.line(List.of("a;=1+1;b", ";-1"))).isEqualTo("a;'=1+1;b,;'-1");
    }
}
