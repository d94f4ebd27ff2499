// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.AudioFormat;
import java.time.Duration;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlausibilityTest {
    private static final int RATE = 16_000;
    private static final AudioFormat STEREO = new AudioFormat(RATE, 2);
    private static final Duration QUIET = Duration.ofSeconds(8);
    private static final double STEP = 1.0 / 32_768;

    private final Random random = new Random(1);
    private final Plausibility plausibility = new Plausibility();
    private final MonoInput input = new MonoInput(STEREO);
    private int position;

    @Test
    void aQuietRoomIsHeard() {
        assertThat(after(60, i -> dB(-80) * random.nextGaussian())).isNull();
    }

    @Test
    void oneNoisyBitIsDigitalSilence() {
        assertThat(after(8, i -> random.nextInt(2) * STEP)).contains("digital silence");
    }

    @Test
    void aConstantIsDigitalSilence() {
        assertThat(after(9, i -> 0.25)).contains("digital silence");
    }

    @Test
    void whatIsNoNumberIsDigitalSilence() {
        assertThat(after(9, i -> Double.NaN)).contains("digital silence");
    }

    @Test
    void oneLivingChannelIsEnough() {
        IntToDoubleFunction dead = i -> 0;
        assertThat(after(20, i -> dB(-70) * random.nextGaussian(), dead)).isNull();
        assertThat(after(20, dead, i -> dB(-70) * random.nextGaussian())).isNull();
    }

    @Test
    void farBelowItsOwnNoiseCountsAfterATime() {
        IntToDoubleFunction living = i -> dB(-60) * random.nextGaussian();
        IntToDoubleFunction muted = i -> Math.rint(1.2 * random.nextGaussian()) * STEP / 2;
        assertThat(after(30, living)).isNull();
        assertThat(after(7, muted)).isNull();
        assertThat(after(2, muted)).contains("own noise");
        assertThat(after(2, living)).isNull();
        assertThat(after(9, muted)).contains("own noise");
    }

    @Test
    void silenceFromWhichItCameBackIsItsOwnNoise() {
        IntToDoubleFunction noise = i -> dB(-92) * random.nextGaussian();
        assertThat(after(30, i -> dB(-40) * random.nextGaussian())).isNull();
        assertThat(after(5, noise)).isNull();
        assertThat(after(5, i -> dB(-40) * random.nextGaussian())).isNull();
        assertThat(after(600, noise)).isNull();
    }

    @Test
    void aMicrophoneThatHasAlwaysBeenQuietIsHeard() {
        assertThat(after(600, i -> random.nextInt(400) == 0 ? 2 * STEP : 0)).isNull();
    }

    @Test
    void anExactRepetitionIsNotHeard() {
        double[] buffer = random.doubles(4_410).map(v -> 0.01 * v).toArray();
        assertThat(after(7, i -> buffer[i % buffer.length])).isNull();
        assertThat(after(2, i -> buffer[i % buffer.length])).contains("over and over");
        assertThat(after(1, i -> dB(-60) * random.nextGaussian())).isNull();
    }

    @Test
    void aRecordingThatIsPlayedAgainAndAgainIsHeard() {
        double[] clip = random.doubles(3 * RATE).map(v -> 0.01 * v).toArray();
        assertThat(after(60, i -> clip[i % clip.length])).isNull();
    }

    @Test
    void anAlarmThatIsPlayedExactlyInTimeIsHeard() {
        IntToDoubleFunction tone = i -> 0.3 * Math.sin(2 * Math.PI * 3_100 * i / RATE);
        assertThat(after(60, tone)).isNull();
        assertThat(after(60, i -> i / (RATE / 4) % 2 * tone.applyAsDouble(i))).isNull();
    }

    @Test
    void zeroIsNever() {
        assertThat(after(600, i -> 0)).isNotNull();
        assertThat(plausibility.problem(Duration.ZERO)).isNull();
    }

    private static double dB(double level) {
        return Math.pow(10, level / 20);
    }

    private @Nullable String after(int seconds, IntToDoubleFunction signal) {
        return after(seconds, signal, signal);
    }

    private @Nullable String after(
            int seconds, IntToDoubleFunction left, IntToDoubleFunction right) {
        float[] samples = new float[2 * RATE / 50];
        float[] mono = new float[RATE / 50];
        for (int block = 0; block < 50 * seconds; block++) {
            for (int i = 0; i < samples.length; i += 2) {
                samples[i] = (float) left.applyAsDouble(position);
                samples[i + 1] = (float) right.applyAsDouble(position++);
            }
            plausibility.addRaw(samples, samples.length, STEREO);
            input.take(samples, samples.length, mono);
            plausibility.addMono(mono, mono.length, RATE, QUIET);
        }
        return plausibility.problem(QUIET);
    }
}
