// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AdviceTest {
    @Test
    void eachSoundHasItsText() {
        assertThat(Advice.of("")).isEmpty();
        assertThat(Advice.of(" ")).isEmpty();
        assertThat(Advice.of("doorbell: Look at the camera, then open."))
                .containsExactly(Map.entry("doorbell", "Look at the camera, then open."));
        assertThat(Advice.of("knock:누가 왔어요: 문을 여세요 | own_bell_1 :  Go  down "))
                .isEqualTo(Map.of("knock", "누가 왔어요: 문을 여세요", "own_bell_1", "Go  down"));
    }

    @Test
    void whatIsMalformedIsLeftOut() {
        assertThat(Advice.of("doorbell | : x | Knock: x | dog:  | siren: " + "x".repeat(301)))
                .isEmpty();
        assertThat(Advice.of("| dog: Let her out |")).isEqualTo(Map.of("dog", "Let her out"));
    }
}
