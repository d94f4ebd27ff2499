// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Urgency;
import io.soribit.notify.light.lamp.Frame;
import io.soribit.testkit.AlertBuilder;
import io.soribit.testkit.Sounds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RhythmTest {
    private static String text(Rhythm rhythm) {
        return rhythm.pattern().frames().stream()
                .map(frame -> frame.isDark() ? "." : "#")
                .collect(Collectors.joining());
    }

    @Test
    void smokeIsNoBell() {
        assertThat(text(Rhythm.of(AlertBuilder.alert("1").sound(Sounds.SMOKE_ALARM).build())))
                .isEqualTo("####....####....####........");
        assertThat(text(Rhythm.of(AlertBuilder.alert("1").sound(Sounds.DOORBELL).build())))
                .isEqualTo("##..##..........");
        assertThat(Rhythm.of(AlertBuilder.alert("1").sound(Sounds.KETTLE).build()))
                .isEqualTo(Rhythm.USUAL);
        assertThat(
                        Rhythm.of(
                                AlertBuilder.alert("1")
                                        .sound(Sounds.KETTLE)
                                        .urgency(Urgency.EMERGENCY)
                                        .build()))
                .isEqualTo(Rhythm.EMERGENCY);
        assertThat(Arrays.stream(Rhythm.values()).map(RhythmTest::text)).doesNotHaveDuplicates();
    }

    /** As {@link FlashPattern} demands: there may be a lamp behind it. */
    @ParameterizedTest
    @EnumSource
    void itTurnsOnAtEvenTicksAndAtMostOnceASecond(Rhythm rhythm) {
        List<Frame> frames = rhythm.pattern().frames();
        assertThat(frames).first().matches(frame -> !frame.isDark());
        assertThat(frames.size() % 2).isZero();
        int last = -4;
        for (int i = 0; i < 2 * frames.size(); i++) {
            boolean lit = !frames.get(i % frames.size()).isDark();
            boolean before = i > 0 && !frames.get((i - 1) % frames.size()).isDark();
            if (lit && !before) {
                assertThat(i % 2).isZero();
                assertThat(i - last).isGreaterThanOrEqualTo(4);
                last = i;
            }
        }
    }
}
