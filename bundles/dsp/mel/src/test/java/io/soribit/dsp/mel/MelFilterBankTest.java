// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.FrontEndSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MelFilterBankTest {
    private static final FrontEndSpec FINE = Specs.with(Specs.home(), "fftSize", 4096);

    @ParameterizedTest
    @EnumSource
    void theScalesInvertThemselves(MelScale scale) {
        for (double hertz : new double[] {0, 60, 999, 1000, 1001, 7800, 20000}) {
            assertThat(scale.toHertz(scale.toMel(hertz))).isCloseTo(hertz, within(1e-6));
        }
    }

    @Test
    void aThousandHertzIsAThousandMelInHtkAndFifteenInSlaney() {
        assertThat(MelScale.HTK.toMel(1000)).isCloseTo(1000, within(0.1));
        assertThat(MelScale.SLANEY.toMel(1000)).isCloseTo(15, within(1e-9));
    }

    @Test
    void betweenTheFirstAndTheLastPeakTheTrianglesAddUpToOne() {
        MelSpec spec = MelSpec.of(FINE);
        MelFilterBank filters = new MelFilterBank(spec);
        float[] spectrum = new float[2049];
        float[] bands = new float[64];
        for (int bin = 40; bin < 1900; bin += 7) {
            Arrays.fill(spectrum, 0);
            spectrum[bin] = 1;
            filters.apply(spectrum, bands);
            float sum = 0;
            for (float band : bands) {
                sum += band;
            }
            assertThat(sum).as("bin %d", bin).isCloseTo(1, within(1e-5f));
        }
    }

    @Test
    void slaneysNormGivesEachBandTheSameArea() {
        MelSpec spec = MelSpec.of(Specs.with(FINE, "norm", "slaney"));
        MelFilterBank filters = new MelFilterBank(spec);
        float[] flat = new float[2049];
        Arrays.fill(flat, 1);
        float[] bands = new float[64];
        filters.apply(flat, bands);
        float binsPerHertz = 4096f / 16000;
        for (float band : bands) {
            assertThat(band).isCloseTo(binsPerHertz, within(0.05f * binsPerHertz));
        }
    }

    @Test
    void onlyBinsWithinTheRangeAreWeighed() {
        MelFilterBank filters = new MelFilterBank(MelSpec.of(Specs.home()));
        assertThat(filters.lowestBin() * 16000.0 / 512).isBetween(60.0, 60.0 + 31.25);
        assertThat((filters.endBin() - 1) * 16000.0 / 512).isBetween(7800 - 31.25, 7800.0);
    }

    @Test
    void bandsTooNarrowForABinStaySilent() {
        FrontEndSpec narrow = Specs.with(Specs.with(Specs.home(), "fftSize", 64), "window", 64);
        MelFilterBank filters = new MelFilterBank(MelSpec.of(narrow));
        float[] flat = new float[33];
        Arrays.fill(flat, 1);
        float[] bands = new float[64];
        Arrays.fill(bands, -1);
        filters.apply(flat, bands);
        assertThat(bands).contains(0f);
        assertThat(filters.endBin()).isLessThanOrEqualTo(33);
    }

    @Test
    void kaldisTrianglesAreLinearInMel() {
        FrontEndSpec few = Specs.with(Specs.kaldi(), "bands", 4);
        MelFilterBank filters = new MelFilterBank(MelSpec.of(few));
        double step = Math.log(1 + few.number("maxFrequency") / 700) / 5;
        float[] spectrum = new float[257];
        float[] bands = new float[4];
        for (int bin = 0; bin <= 256; bin++) {
            Arrays.fill(spectrum, 0);
            spectrum[bin] = 1;
            filters.apply(spectrum, bands);
            double place = Math.log(1 + bin * 31.25 / 700) / step;
            for (int band = 0; band < 4; band++) {
                double weight = Math.max(0, 1 - Math.abs(place - band - 1));
                assertThat((double) bands[band])
                        .as("bin %d, band %d", bin, band)
                        .isCloseTo(weight, within(1e-6));
            }
        }
    }

    @Test
    void kaldiBandsThatHoldNoBinStaySilentAndTheOthersHear() {
        FrontEndSpec coarse = Specs.with(Specs.with(Specs.kaldi(), "fftSize", 256), "window", 256);
        MelFilterBank filters = new MelFilterBank(MelSpec.of(coarse));
        float[] flat = new float[129];
        Arrays.fill(flat, 1);
        float[] bands = new float[103];
        filters.apply(flat, bands);
        double step = Math.log(1 + 15_000 / 700.0) / 129;
        for (int band = 0; band < 103; band++) {
            double below = 700 * Math.expm1(band * step) / 62.5;
            double above = 700 * Math.expm1((band + 2) * step) / 62.5;
            boolean holdsBin = Math.floor(above) > below;
            assertThat(bands[band] > 0).as("band %d", band).isEqualTo(holdsBin);
        }
        assertThat(bands).contains(0f);
    }
}
