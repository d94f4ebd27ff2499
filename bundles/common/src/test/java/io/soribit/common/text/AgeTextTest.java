// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTextTest {
    @ParameterizedTest
    @CsvSource({
        "PT31S, 1 min ago, 1분 전",
        "PT4M50S, 4 min ago, 4분 전",
        "PT89M, 89 min ago, 89분 전",
        "PT90M, 1 h ago, 1시간 전",
        "PT47H, 47 h ago, 47시간 전",
        "PT50H, 2 d ago, 2일 전"
    })
    void agesAreRounded(Duration age, String english, String korean) {
        assertThat(AgeText.of(age, "en")).isEqualTo(english);
        assertThat(AgeText.of(age, "ko")).isEqualTo(korean);
        assertThat(AgeText.after(age, "en")).isEqualTo(" (" + english + ")");
    }

    @ParameterizedTest
    @CsvSource({"en", "ko"})
    void whatIsCurrentHasNoAge(String language) {
        assertThat(AgeText.after(Duration.ZERO, language)).isEmpty();
    }
}
