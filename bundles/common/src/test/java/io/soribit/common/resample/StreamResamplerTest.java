// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamResamplerTest {
    private static final int EDGE = 400;

    private static float[] sine(double hertz, int sampleRate, int samples) {
        float[] signal = new float[samples];
        for (int i = 0; i < samples; i++) {
            signal[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / sampleRate));
        }
        return signal;
    }

    private static float[] resample(float[] signal, int from, int to) {
        return resample(signal, from, to, Sharpness.SHARP);
    }

    private static float[] resample(float[] signal, int from, int to, Sharpness sharpness) {
        float[] result = new float[(int) ((long) signal.length * to / from) + 1];
        int[] count = {0};
        StreamResampler resampler =
                new StreamResampler(
                        RateRatio.of(from, to),
                        sharpness,
                        (block, length) -> {
                            System.arraycopy(block, 0, result, count[0], length);
                            count[0] += length;
                        });
        resampler.write(signal, 0, signal.length);
        return Arrays.copyOf(result, count[0]);
    }

    private static double power(float[] signal) {
        double sum = 0;
        for (int i = EDGE; i < signal.length - EDGE; i++) {
            sum += signal[i] * signal[i];
        }
        return sum / (signal.length - 2 * EDGE);
    }

    private static double decibels(double ratio) {
        return 10 * Math.log10(ratio);
    }

    /** Also says that the sine is in phase: it is compared sample by sample. */
    @ParameterizedTest
    @CsvSource({
        "44100,16000,1000", "44100,16000,440", "44100,16000,7000", "48000,16000,1000",
        "48000,16000,7000", "8000,16000,1000", "8000,16000,3500", "11025,16000,1000",
        "11025,16000,4800", "22050,16000,3000", "96000,16000,3000", "192000,16000,3000",
        "16000,32000,5000", "44056,16000,3000", "44099,16000,1000", "44099,16000,6000"
    })
    void aSineStaysTheSine(int from, int to, double hertz) {
        float[] result = resample(sine(hertz, from, from / 2), from, to);
        float[] ideal = sine(hertz, to, result.length);
        float[] error = new float[result.length];
        for (int i = 0; i < error.length; i++) {
            error[i] = result[i] - ideal[i];
        }
        assertThat(decibels(power(ideal) / power(error))).isGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource({
        "44100,16000,8200", "44100,16000,9000", "44100,16000,15000", "44100,16000,21000",
        "48000,16000,8200", "48000,16000,15700", "96000,16000,40000", "11025,8000,4200"
    })
    void whatTheTargetCannotHoldIsSuppressed(int from, int to, double hertz) {
        float[] signal = sine(hertz, from, from / 2);
        assertThat(decibels(power(resample(signal, from, to)) / power(signal))).isLessThan(-60);
    }

    /** What folds to below 5 kHz is gone, and what is there stays. */
    @ParameterizedTest
    @CsvSource({"44100,10700", "48000,10700", "48000,19000", "96000,11000", "22050,10700"})
    void aSoftFilterKeepsTheLowerTwoThirds(int from, double hertz) {
        float[] alias = sine(hertz, from, from / 2);
        float[] folded = resample(alias, from, 16_000, Sharpness.SOFT);
        assertThat(decibels(power(folded) / power(alias))).isLessThan(-60);
        float[] tone = sine(5_000, from, from / 2);
        float[] kept = resample(tone, from, 16_000, Sharpness.SOFT);
        assertThat(decibels(power(kept) / power(tone))).isCloseTo(0, within(0.1));
    }

    @ParameterizedTest
    @CsvSource({"8000,16000,1000", "8000,16000,3000", "11025,16000,3000"})
    void imagesAboveTheSourceAreSuppressed(int from, int to, double hertz) {
        float[] result = resample(sine(hertz, from, from), from, to);
        assertThat(decibels(tone(result, from - hertz, to) / tone(result, hertz, to)))
                .isLessThan(-60);
    }

    private static double tone(float[] signal, double hertz, int rate) {
        double re = 0;
        double im = 0;
        for (int i = EDGE; i < signal.length - EDGE; i++) {
            double hann = Math.sin(Math.PI * (i - EDGE) / (signal.length - 2 * EDGE));
            re += signal[i] * hann * hann * Math.cos(2 * Math.PI * hertz * i / rate);
            im += signal[i] * hann * hann * Math.sin(2 * Math.PI * hertz * i / rate);
        }
        return re * re + im * im;
    }

    @ParameterizedTest
    @CsvSource({"44100,16000", "48000,16000", "8000,16000", "11025,16000", "44099,16000"})
    void anImpulseStaysWhereItIs(int from, int to) {
        float[] signal = new float[from];
        signal[from / 3] = 1;
        float[] result = resample(signal, from, to);
        int peak = 0;
        for (int i = 0; i < result.length; i++) {
            peak = result[i] > result[peak] ? i : peak;
        }
        assertThat((double) peak / to).isCloseTo((double) (from / 3) / from, within(1.0 / to));
    }

    @ParameterizedTest
    @CsvSource({"44100,16000", "8000,16000", "44099,16000", "384000,16000"})
    void aConstantKeepsItsLevelAndLittleIsHeldBack(int from, int to) {
        float[] signal = new float[from];
        Arrays.fill(signal, 0.5f);
        float[] result = resample(signal, from, to);
        assertThat(result.length).isBetween(to - 70, to);
        for (int i = EDGE; i < result.length; i++) {
            assertThat(result[i]).isCloseTo(0.5f, within(1e-5f));
        }
    }

    /** By many outputs at a time or one by one: the same sums. */
    @ParameterizedTest
    @CsvSource({"48000,16000", "32000,16000", "96000,16000", "44100,16000"})
    void blocksMakeNoDifference(int from, int to) {
        float[] signal = sine(997, from, from / 4);
        float[] whole = resample(signal, from, to);
        float[] parts = new float[whole.length];
        int[] count = {0};
        StreamResampler resampler =
                new StreamResampler(
                        RateRatio.of(from, to),
                        Sharpness.SHARP,
                        (block, length) -> {
                            System.arraycopy(block, 0, parts, count[0], length);
                            count[0] += length;
                        });
        int at = 0;
        for (int size = 1; at < signal.length; size = size * 2 % 1009) {
            int length = Math.min(size, signal.length - at);
            resampler.write(signal, at, length);
            at += length;
        }
        assertThat(count[0]).isEqualTo(whole.length);
        assertThat(parts).containsExactly(whole);
    }

    @Test
    void positionsDoNotDrift() {
        RateRatio ratio = RateRatio.of(44100, 16000);
        long year = 365L * 24 * 3600;
        assertThat(ratio.nearestInput(year * 16000)).isEqualTo(year * 44100);
        assertThat(ratio.nearestInput(year * 16000 + 1)).isEqualTo(year * 44100 + 3);
        assertThat(ratio.nearestInput(1)).isEqualTo(3);
        assertThat(ratio.nearestInput(2)).isEqualTo(6);
        assertThat(ratio.coveringInput(1)).isEqualTo(3);
        assertThat(ratio.coveringInput(160)).isEqualTo(441);
    }
}
