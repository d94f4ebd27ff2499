// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.notify.light.lamp.Frame;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlashPatternTest {
    @Test
    void halfThePeriodColourHalfDark() {
        FlashPattern pattern = FlashPattern.of("#00C853", 1);
        assertThat(IntStream.range(0, 4).mapToObj(pattern::frame))
                .containsExactly(
                        new Frame("#00C853"), Frame.DARK, new Frame("#00C853"), Frame.DARK);
    }

    @Test
    void redNeverGoesDarkAndChangesOnceASecondAtMost() {
        assertThat(FlashPattern.of("#FF2200", 1).frames())
                .hasSize(2)
                .startsWith(new Frame("#FF2200"))
                .doesNotContain(Frame.DARK);
        assertThat(FlashPattern.of("#FF2200", 2).frames())
                .extracting(Frame::colour)
                .containsExactly("#FF2200", "#FF2200", "#FFB46B", "#FFB46B");
    }

    @ParameterizedTest
    @CsvSource({
        "#FF2200, true",
        "#FF0000, true",
        "#FF00AA, false",
        "#FFD600, false",
        "#00C853, false",
        "#0057FF, false",
        "#000000, false",
        "#FFB46B, false"
    })
    void saturatedRed(String colour, boolean expected) {
        assertThat(FlashPattern.isSaturatedRed(colour)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 500",
        "2, 2, 250",
        "5, 2, 250",
        "0.1, 0.5, 1000",
        "NaN, 0.5, 1000",
        "1.9, 1.9, 264"
    })
    void rateIsKeptSafe(double asked, double used, long frameMillis) {
        assertThat(FlashPattern.safeRate(asked)).isEqualTo(used);
        assertThat(FlashPattern.frameLength(used)).isEqualTo(Duration.ofMillis(frameMillis));
    }
}
