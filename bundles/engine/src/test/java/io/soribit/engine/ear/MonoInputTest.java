// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.soribit.api.AudioFormat;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class MonoInputTest {
    private static final int RATE = 16_000;

    @Test
    void soundsPassAndRumbleDoesNot() {
        assertThat(gainDb(25)).isLessThan(-16);
        assertThat(gainDb(60)).isBetween(-0.3, 0.0);
        assertThat(gainDb(125)).isBetween(-0.01, 0.01);
        assertThat(gainDb(3_000)).isBetween(-0.01, 0.01);
    }

    private static double gainDb(double hertz) {
        float[] out = mono(1, 4 * RATE, t -> 0.5 * Math.sin(2 * Math.PI * hertz * t));
        return 20 * Math.log10(rms(out, 2 * RATE, 4 * RATE) / (0.5 / Math.sqrt(2)));
    }

    @Test
    void aDcOffsetMakesNoClick() {
        assertThat(mono(1, RATE, t -> -0.1)).containsOnly(0);
        float[] noisy = mono(1, RATE, t -> 0.02 + 0.001 * Math.sin(2 * Math.PI * 500 * t));
        for (float sample : noisy) {
            assertThat(Math.abs(sample)).isLessThan(0.002f);
        }
    }

    @Test
    void whatIsNoNumberIsSilentAndWhatIsTooLoudIsLimited() {
        float[] samples = {Float.NaN, Float.POSITIVE_INFINITY, 1e30f, -1e30f};
        float[] mono = new float[4];
        assertThat(new MonoInput(new AudioFormat(RATE, 1)).take(samples, 4, mono)).isEqualTo(4);
        assertThat(samples[0]).isZero();
        for (float sample : mono) {
            assertThat(Math.abs(sample)).isLessThan(1.1f);
        }
    }

    @Test
    void equalChannelsAreTheirMean() {
        assertThat(stereo(0.5, 0.25)).isCloseTo(0.375 / Math.sqrt(2), within(1e-3));
    }

    @Test
    void channelsThatCancelEachOtherOutAreNotAdded() {
        assertThat(stereo(0.5, -0.5)).isCloseTo(0.5 / Math.sqrt(2), within(1e-3));
        assertThat(stereo(0.4, -0.5)).isCloseTo(0.5 / Math.sqrt(2), within(1e-3));
    }

    /** A tone on both channels, on top of the same DC offset, which hides no cancellation. */
    private static double stereo(double left, double right) {
        DoubleUnaryOperator tone = t -> Math.sin(2 * Math.PI * 700 * t);
        float[] samples = new float[2 * RATE];
        for (int i = 0; i < RATE; i++) {
            double value = tone.applyAsDouble((double) i / RATE);
            samples[2 * i] = (float) (0.1 + left * value);
            samples[2 * i + 1] = (float) (0.1 + right * value);
        }
        float[] mono = new float[RATE];
        new MonoInput(new AudioFormat(RATE, 2)).take(samples, samples.length, mono);
        return rms(mono, RATE / 2, RATE);
    }

    @Test
    void theChoiceOfChannelsChangesWithoutAStepAndBackAgain() {
        float[] mono = new float[12 * RATE];
        float[] samples = new float[2 * mono.length];
        Random random = new Random(1);
        for (int i = 0; i < mono.length; i++) {
            boolean inverted = i >= RATE && i < 2 * RATE;
            double tone = (inverted ? 0.2 : 0.02) * Math.sin(2 * Math.PI * 100 * i / RATE);
            double noise = 1e-4 * random.nextGaussian();
            samples[2 * i] = (float) (tone + noise);
            samples[2 * i + 1] = (float) (inverted ? -tone : tone);
        }
        new MonoInput(new AudioFormat(RATE, 2)).take(samples, samples.length, mono);
        assertThat(rms(mono, RATE / 2, RATE)).isCloseTo(0.02 / Math.sqrt(2), within(1e-3));
        assertThat(rms(mono, 3 * RATE / 2, 2 * RATE)).isCloseTo(0.2 / Math.sqrt(2), within(2e-3));
        assertThat(rms(mono, 11 * RATE, 12 * RATE)).isCloseTo(0.02 / Math.sqrt(2), within(1e-3));
        for (int i = 1; i < mono.length; i++) {
            assertThat(Math.abs(mono[i] - mono[i - 1])).isLessThan(0.02f);
        }
    }

    @Test
    void takingSamplesAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        MonoInput input = new MonoInput(new AudioFormat(RATE, 2));
        float[] samples = interleaved(2, RATE / 50, t -> Math.sin(2_000 * t));
        float[] mono = new float[RATE / 50];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) { // the JVM's own, when it compiles, is in some
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                input.take(samples, samples.length, mono);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void theSizeOfReadsChangesNothing() {
        float[] whole = mono(3, RATE, t -> 0.3 * Math.sin(2 * Math.PI * 300 * t));
        float[] samples = interleaved(3, RATE, t -> 0.3 * Math.sin(2 * Math.PI * 300 * t));
        MonoInput input = new MonoInput(new AudioFormat(RATE, 3));
        float[] parts = new float[RATE];
        for (int block = 0; block < 50; block++) {
            int frames = RATE / 50;
            float[] part = Arrays.copyOfRange(samples, block * 3 * frames, samples.length);
            float[] mono = new float[frames];
            input.take(part, 3 * frames, mono);
            System.arraycopy(mono, 0, parts, block * frames, frames);
        }
        assertThat(parts).containsExactly(whole);
    }

    private static float[] mono(int channels, int frames, DoubleUnaryOperator signal) {
        float[] mono = new float[frames];
        new MonoInput(new AudioFormat(RATE, channels))
                .take(interleaved(channels, frames, signal), frames * channels, mono);
        return mono;
    }

    private static float[] interleaved(int channels, int frames, DoubleUnaryOperator signal) {
        float[] samples = new float[frames * channels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) signal.applyAsDouble((double) (i / channels) / RATE);
        }
        return samples;
    }

    private static double rms(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += samples[i] * samples[i];
        }
        return Math.sqrt(sum / (to - from));
    }
}
