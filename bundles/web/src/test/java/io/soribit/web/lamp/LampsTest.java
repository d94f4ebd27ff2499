// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.lamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LampsTest {
    private static final Instant T = Instant.parse("2026-01-01T20:00:00Z");
    private final Lamps lamps = new Lamps();

    private Lamp apply(String payload) {
        return lamps.apply("hall", payload, T);
    }

    @Test
    void hasTheStateOfItsMessage() {
        String payload =
                "{\"state\":\"ON\",\"brightness\":254,\"color\":{\"hex\":\"#FF8800\"},\"transition\":0}";

        Lamp lamp = apply(payload);

        assertThat(lamp)
                .isEqualTo(
                        new Lamp(
                                "hall",
                                T.toString(),
                                true,
                                254,
                                "#FF8800",
                                "orange",
                                null,
                                payload,
                                true));
    }

    @Test
    void keepsWhatAMessageDoesNotName() {
        apply("{\"state\":\"ON\",\"brightness\":100,\"color\":{\"hex\":\"#00C853\"}}");

        Lamp off = apply("{\"state\":\"OFF\"}");

        assertThat(off.on()).isFalse();
        assertThat(off.brightness()).isEqualTo(100);
        assertThat(off.colour()).isEqualTo("#00C853");
        assertThat(apply("{\"state\":\"TOGGLE\"}").on()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"color":{"x":0.64,"y":0.33}}              | #FF0000 | red
                    {"color":{"x":0.3,"y":0.6}}                | #00FF00 | green
                    {"color":{"r":0,"g":87,"b":255}}           | #0057FF | blue
                    {"color":{"rgb":"255,214,0"}}              | #FFD600 | yellow
                    {"color":{"hue":180,"saturation":100}}     | #00FFFF | turquoise
                    {"color":{"hue":320,"saturation":100}}     | #FF00AA | pink
                    {"color":"#7c4dff"}                        | #7C4DFF | violet
                    {"color_temp":153}                         | #E8EDFF | white
                    {"color_temp":370}                         | #F6C296 | warm_white
                    """)
    void readsEachColourFormat(String payload, String hex, String hue) {
        Lamp lamp = apply(payload);
        assertThat(lamp.colour()).isEqualTo(hex);
        assertThat(lamp.hue()).isEqualTo(hue);
    }

    @Test
    void whiteInXyIsWhite() {
        assertThat(apply("{\"color\":{\"x\":0.3127,\"y\":0.329}}").hue()).isEqualTo("white");
    }

    @ParameterizedTest
    @CsvSource({"200,true,200", "0,false,0", "999,true,254", "-3,false,0"})
    void brightnessSwitches(int value, boolean on, int brightness) {
        Lamp lamp = apply("{\"brightness\":" + value + "}");
        assertThat(lamp.on()).isEqualTo(on);
        assertThat(lamp.brightness()).isEqualTo(brightness);
    }

    @Test
    void plainTextIsReadAndEffectsAreNamed() {
        assertThat(apply("on").on()).isTrue();
        assertThat(apply("{\"effect\":\"blink\"}").effect()).isEqualTo("blink");
        assertThat(apply("{\"state\":\"ON\"}").effect()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1]", "17", "null", "{\"color\":{\"y\":0}"})
    void aMalformedMessageIsShownAndChangesNothing(String payload) {
        apply("{\"state\":\"ON\",\"color\":{\"hex\":\"#00C853\"}}");

        Lamp lamp = apply(payload);

        assertThat(lamp.understood()).isFalse();
        assertThat(lamp.payload()).isEqualTo(payload);
        assertThat(lamp.on()).isTrue();
        assertThat(lamp.colour()).isEqualTo("#00C853");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"color\":{\"x\":0.3,\"y\":0}}",
                "{\"color\":{\"hex\":\"orange\"}}",
                "{\"color\":{\"rgb\":\"1,2\"}}",
                "{\"color\":7}",
                "{\"brightness\":\"bright\"}"
            })
    void malformedValuesAreIgnored(String payload) {
        Lamp lamp = apply(payload);
        assertThat(lamp.colour()).isNull();
        assertThat(lamp.brightness()).isNull();
    }

    @Test
    void longMessagesAreCutAndOldLampsForgotten() {
        assertThat(apply("x".repeat(2000)).payload()).hasSize(Lamp.LONGEST + 1).endsWith("…");
        for (int i = 0; i < Lamps.MOST; i++) {
            lamps.apply("lamp" + i, "ON", T);
        }
        assertThat(lamps.byName()).hasSize(Lamps.MOST).noneMatch(l -> l.name().equals("hall"));
    }
}
