// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final Redaction REDACTION =
            new Redaction(
                    Address.of("rtsp://me:pa%40ss@camera:8554/live/key77?token=t0ken", "", "")
                            .secrets());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Impossible to open 'rtsp://me:pa%40ss@camera:8554/live/key77?token=t0ken'",
                "redirected to rtsp://other:pa@ss@camera/live/key77?token=t0ken",
                "unused option /live/key77?token=t0ken, pa%40ss, pa@ss",
            })
    void leavesNoSecret(String line) {
        assertThat(REDACTION.apply(line))
                .doesNotContain("pa%40ss", "pa@ss", "key77", "t0ken", "me:");
    }

    @Test
    void leavesThePlaceAndTheReason() {
        assertThat(REDACTION.apply("'rtsp://me:pa%40ss@camera:8554/x': Connection refused"))
                .isEqualTo("'rtsp://camera:8554': Connection refused");
    }
}
