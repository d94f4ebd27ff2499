// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.FrontEndSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogCompressorTest {
    @Test
    void theLogarithmIsFloatExactOverTheWholeRange() {
        for (double x = 1e-30; x < 1e30; x *= 1.0173) {
            float value = (float) x;
            double expected = Math.log(value) / Math.log(2);
            assertThat((double) LogCompressor.log2(value))
                    .isCloseTo(expected, within(2e-7 * Math.abs(expected)));
        }
    }

    @Test
    void powersOfTwoAreExact() {
        assertThat(LogCompressor.log2(1)).isZero();
        assertThat(LogCompressor.log2(0.25f)).isEqualTo(-2);
        assertThat(LogCompressor.log2(1024)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "power,     db, 1,    1e-7, 0.5,  -3.0103",
        "power,     db, 10,   1e-7, 1000, 20",
        "power,     db, 1,    1e-7, 0,    -70",
        "magnitude, db, 1,    1e-5, 0.5,  -6.0206",
        "magnitude, db, 1,    1e-5, 0,    -100",
        "magnitude, db, 0.1,  1e-5, 0,    -80",
        "power,     ln, 1,    1e-3, 10,   2.302585",
        "magnitude, ln, 2,    1e-3, 10,   1.609438",
        "power,     ln, 1,    1e-3, 0,    -6.907755",
        "power,     db, 1,    1e-7, NaN,  -70",
    })
    void followsLibrosa(
            String spectrum,
            String compression,
            double reference,
            double floor,
            float value,
            float expected) {
        FrontEndSpec spec = Specs.home();
        spec = Specs.with(spec, "spectrum", spectrum);
        spec = Specs.with(spec, "compression", compression);
        spec = Specs.with(spec, "reference", reference);
        spec = Specs.with(spec, "floor", floor);
        float[] values = {value};
        new LogCompressor(MelSpec.of(spec)).apply(values);
        assertThat(values[0]).isCloseTo(expected, within(1e-4f));
    }
}
