// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PeriodTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    @Test
    void daysAreThoseOfThePlaceAndTheLastOneIsInIt() {
        assertThat(Period.of("2026-11-01", "2026-11-30", SEOUL))
                .isEqualTo(
                        new Period(
                                Instant.parse("2026-10-31T15:00:00Z"),
                                Instant.parse("2026-11-30T15:00:00Z")));
    }

    @Test
    void timesAreExactAndNothingIsNoLimit() {
        Instant night = Instant.parse("2026-11-01T20:00:00Z");
        assertThat(Period.of("2026-11-01T20:00:00Z", "", SEOUL))
                .isEqualTo(new Period(night, Instant.MAX));
        assertThat(Period.of("", "2026-11-01T20:00:00Z", SEOUL))
                .isEqualTo(new Period(Instant.MIN, night));
    }

    @Test
    void whatIsNeitherIsRefused() {
        assertThatThrownBy(() -> Period.of("yesterday", "", SEOUL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'yesterday' is neither a day");
        assertThatThrownBy(() -> Period.of("", "2026-13-01T00:00:00Z", SEOUL))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
