// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEndSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMelStreamTest {
    private static final int ROW = 64;

    private static FeatureStream home(int rate, Duration hop) {
        return new LogMelFrontEnd().open(Specs.home(), rate, hop);
    }

    @Test
    void windowsCoverTwoSecondsAndStartEveryHalfSecond() {
        FeatureStream stream = home(16000, Duration.ofMillis(500));
        assertThat(stream.windowSize()).isEqualTo(6400);
        assertThat(stream.windowSamples()).isEqualTo(99 * 320 + 512);

        Windows windows = Windows.of(stream, Sounds.noise(32192 + 2 * 8000));

        assertThat(windows.starts).containsExactly(0L, 8000L, 16000L);
    }

    @Test
    void aWindowComesWithItsLastSampleAndNotBefore() {
        FeatureStream stream = home(16000, Duration.ofMillis(500));
        Windows windows = Windows.of(stream, new float[32191]);
        assertThat(windows.starts).isEmpty();
        stream.write(new float[1], 0, 1, windows);
        assertThat(windows.starts).containsExactly(0L);
    }

    @Test
    void theHopIsRoundedToFrames() {
        assertThat(Windows.of(home(16000, Duration.ofMillis(29)), new float[34000]).starts)
                .startsWith(0L, 320L, 640L);
        assertThat(Windows.of(home(16000, Duration.ofMillis(31)), new float[34000]).starts)
                .startsWith(0L, 640L, 1280L);
        assertThat(Windows.of(home(16000, Duration.ofNanos(1)), new float[34000]).starts)
                .startsWith(0L, 320L, 640L);
    }

    @Test
    void overlappingWindowsShareTheirFrames() {
        Windows windows =
                Windows.of(home(16000, Duration.ofMillis(500)), Sounds.noise(32192 + 8000));
        float[] first = windows.features.get(0);
        float[] second = windows.features.get(1);
        assertThat(Arrays.copyOfRange(second, 0, 75 * ROW))
                .containsExactly(Arrays.copyOfRange(first, 25 * ROW, 100 * ROW));
        assertThat(Arrays.copyOfRange(second, 75 * ROW, 100 * ROW))
                .isNotEqualTo(Arrays.copyOfRange(first, 75 * ROW, 100 * ROW));
    }

    @Test
    void aLateWindowEqualsTheFirstWindowOfASignalThatStartsThere() {
        float[] signal = Sounds.noise(32192 + 5 * 8000);
        Windows windows = Windows.of(home(16000, Duration.ofMillis(500)), signal);
        float[] tail = Arrays.copyOfRange(signal, 5 * 8000, signal.length);
        Windows fresh = Windows.of(home(16000, Duration.ofMillis(500)), tail);
        assertThat(windows.features.get(5)).containsExactly(fresh.features.get(0));
    }

    @Test
    void eachFrameIsTransformedOnce() {
        AtomicInteger transforms = new AtomicInteger();
        FeatureStream stream =
                new LogMelStream(
                        MelSpec.of(Specs.home()), (frame, row) -> transforms.incrementAndGet(), 1);
        Windows windows = Windows.of(stream, new float[512 + 999 * 320]);
        assertThat(windows.starts).hasSize(901);
        assertThat(transforms).hasValue(1000);
    }

    @Test
    void windowsMayLieApart() {
        Windows windows =
                Windows.of(home(16000, Duration.ofSeconds(3)), Sounds.noise(32192 + 48000));
        assertThat(windows.starts).containsExactly(0L, 48000L);
    }

    @Test
    void samplesBetweenFramesAreLeftOutWhereTheHopExceedsTheFrame() {
        FrontEndSpec spec = Specs.with(Specs.with(Specs.home(), "hop", 1000), "frames", 2);
        float[] signal = Sounds.noise(1512 + 2000);
        Windows whole = Windows.of(new LogMelFrontEnd().open(spec, 16000, ms(125)), signal);
        assertThat(whole.starts).containsExactly(0L, 2000L);
        Arrays.fill(signal, 512, 1000, 0.9f);
        Windows changed = Windows.of(new LogMelFrontEnd().open(spec, 16000, ms(125)), signal);
        assertThat(changed.features.get(0)).containsExactly(whole.features.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {16000, 44100, 48000, 8000})
    void blocksOfAnyLengthGiveTheSameWindows(int rate) {
        float[] signal = Sounds.noise(3 * rate);
        Windows whole = Windows.of(home(rate, ms(500)), signal);
        assertThat(whole.starts).hasSizeGreaterThanOrEqualTo(2);
        for (int longest : new int[] {1, 100, 5000}) {
            Windows cut = Windows.inBlocks(home(rate, ms(500)), signal, longest, longest);
            assertThat(cut.starts).isEqualTo(whole.starts);
            for (int i = 0; i < cut.features.size(); i++) {
                assertThat(cut.features.get(i)).containsExactly(whole.features.get(i));
            }
        }
    }

    @Test
    void featuresAreFiniteWhateverComesIn() {
        float[] signal = Sounds.noise(32192);
        signal[100] = Float.NaN;
        signal[10_000] = Float.POSITIVE_INFINITY;
        signal[20_000] = Float.MAX_VALUE;
        Windows windows = Windows.of(home(16000, ms(500)), signal);
        for (float value : windows.features.get(0)) {
            assertThat(value).isFinite();
        }
    }

    private static Duration ms(int millis) {
        return Duration.ofMillis(millis);
    }
}
