// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEndSpec;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontEndTest {
    private static final Duration HALF = Duration.ofMillis(500);

    private final LogMelFrontEnd logMel = new LogMelFrontEnd();
    private final WaveformFrontEnd waveform = new WaveformFrontEnd();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sampleRate", "fftSize", "window", "hop", "frames", "bands", "minFrequency",
                "maxFrequency", "scale", "norm", "spectrum", "compression", "reference", "floor"
            })
    void aMissingEntryIsNamed(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logMel.open(Specs.without(Specs.home(), name), 16000, HALF))
                .withMessageContaining("frontEnd." + name);
    }

    @ParameterizedTest
    @CsvSource({
        "sampleRate, 0",
        "sampleRate, 16000.5",
        "fftSize, 511",
        "fftSize, 0",
        "fftSize, 514",
        "fftSize, 8192",
        "window, 0",
        "window, 513",
        "hop, 0",
        "hop, -320",
        "frames, 0",
        "frames, 1000000000",
        "bands, 0",
        "bands, 100000",
        "minFrequency, -1",
        "minFrequency, 9000",
        "maxFrequency, 8001",
        "maxFrequency, 50",
        "floor, 0",
        "floor, -1",
        "reference, 0",
        "reference, 1e-9"
    })
    void aNumberThatCannotBeUsedIsNamedWithItsValueAndItsRange(String name, double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logMel.open(Specs.with(Specs.home(), name, value), 16000, HALF))
                .withMessageContaining("frontEnd." + name + " = ");
    }

    @Test
    void aWordThatIsNoChoiceIsNamedWithTheChoices() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> logMel.open(Specs.with(Specs.home(), "scale", "bark"), 16000, HALF))
                .withMessage(
                        "frontEnd.scale = bark cannot be used: it must be htk or slaney or kaldi");
    }

    @Test
    void kaldisFiltersHaveNoNorm() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> logMel.open(Specs.with(Specs.kaldi(), "norm", "slaney"), 16000, HALF))
                .withMessageContaining("frontEnd.norm = slaney");
    }

    @Test
    void aWindowThatNeverEndsIsRefused() {
        FrontEndSpec spec = Specs.with(Specs.with(Specs.home(), "hop", 160000), "frames", 61);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logMel.open(spec, 16000, HALF))
                .withMessageContaining("frontEnd.frames = 61");
    }

    @Test
    void theAudiosRateAndTheHopAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logMel.open(Specs.home(), 0, HALF))
                .withMessageContaining("sample rate 0 Hz");
        for (Duration hop : new Duration[] {Duration.ZERO, HALF.negated(), Duration.ofDays(1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> logMel.open(Specs.home(), 16000, hop))
                    .withMessageContaining("hop " + hop);
        }
    }

    @Test
    void positionsAreInSamplesOfTheWrittenRate() {
        FeatureStream stream = logMel.open(Specs.home(), 44100, HALF);
        assertThat(stream.windowSize()).isEqualTo(6400);
        assertThat(stream.windowSamples()).isEqualTo((int) Math.ceil(32192 * 44100 / 16000.0));

        Windows windows = Windows.of(stream, Sounds.noise(5 * 44100));

        assertThat(windows.starts).startsWith(0L, 22050L, 44100L, 66150L);
    }

    @Test
    void aClickAppearsInTheFrameOfItsTimeAtAnyRate() {
        for (int rate : new int[] {16000, 44100, 48000, 8000}) {
            float[] signal = new float[3 * rate];
            signal[(int) (1.003 * rate)] = 0.9f;
            float[] window =
                    Windows.of(logMel.open(Specs.home(), rate, HALF), signal).features.get(0);
            int loudest = 0;
            for (int frame = 0; frame < 100; frame++) {
                loudest = window[frame * 64 + 20] > window[loudest * 64 + 20] ? frame : loudest;
            }
            double centre = (loudest * 320 + 256) / 16000.0;
            assertThat(centre).as("%d Hz", rate).isBetween(0.992, 1.014);
        }
    }

    @Test
    void waveformHandsOverTheSamplesThemselves() {
        FeatureStream stream = waveform.open(Specs.waveform(16000, 15600), 16000, HALF);
        assertThat(stream.windowSize()).isEqualTo(15600);
        assertThat(stream.windowSamples()).isEqualTo(15600);
        float[] signal = Sounds.noise(40_000);

        Windows windows = Windows.inBlocks(stream, signal, 3000, 1);

        assertThat(windows.starts).containsExactly(0L, 8000L, 16000L, 24000L);
        for (int i = 0; i < 4; i++) {
            assertThat(windows.features.get(i))
                    .containsExactly(Arrays.copyOfRange(signal, 8000 * i, 8000 * i + 15600));
        }
    }

    @Test
    void waveformResamplesToo() {
        FeatureStream stream = waveform.open(Specs.waveform(16000, 16000), 48000, HALF);
        assertThat(stream.windowSamples()).isEqualTo(48000);
        Windows windows = Windows.of(stream, Sounds.sine(1000, 48000, 100_000));
        assertThat(windows.starts).containsExactly(0L, 24000L, 48000L);
        float[] ideal = Sounds.sine(1000, 16000, 16000);
        for (int i = 100; i < 16000; i++) {
            assertThat(Math.abs(windows.features.get(1)[i] - ideal[i])).isLessThan(1e-3f);
        }
    }

    @ParameterizedTest
    @CsvSource({"sampleRate, 100", "samples, 0", "samples, 2000000000"})
    void waveformNamesWhatCannotBeUsed(String name, int value) {
        FrontEndSpec spec = Specs.with(Specs.waveform(16000, 15600), name, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> waveform.open(spec, 16000, HALF))
                .withMessageContaining("frontEnd." + name + " = " + value);
    }

    @Test
    void aRangeOutsideTheArrayIsRefusedBeforeAnythingIsTaken() {
        for (int rate : new int[] {16000, 48000}) {
            for (FeatureStream stream :
                    new FeatureStream[] {
                        logMel.open(Specs.home(), rate, HALF),
                        waveform.open(Specs.waveform(16000, 10), rate, HALF)
                    }) {
                Windows windows = new Windows();
                assertThatThrownBy(() -> stream.write(new float[100], 50, 51, windows))
                        .isInstanceOf(IndexOutOfBoundsException.class);
                assertThat(windows.starts).isEmpty();
            }
        }
    }
}
