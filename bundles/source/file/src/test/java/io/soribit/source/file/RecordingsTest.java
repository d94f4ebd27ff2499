// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingsTest {
    private final Recordings recordings = new Recordings(new Ffmpeg("ffmpeg"));
    private final Recordings withoutFfmpeg = new Recordings(new Ffmpeg("no-such-ffmpeg"));

    @TempDir private Path folder;

    private Path wav(Wave wave) throws IOException {
        return Files.write(folder.resolve("in put.wav"), wave.bytes());
    }

    private Path convert(Wave wave, String name, String... options) throws Exception {
        Path out = folder.resolve(name);
        List<String> line = new java.util.ArrayList<>(List.of("ffmpeg", "-v", "error", "-i"));
        line.add(wav(wave).toString());
        line.addAll(List.of(options));
        line.add(out.toString());
        assertThat(new ProcessBuilder(line).inheritIO().start().waitFor()).isZero();
        return out;
    }

    @Test
    void wavIsReadWithoutFfmpegWhateverItsName() throws IOException {
        Path file = Files.write(folder.resolve("sound.bin"), Wave.of(22_050, 2, 0.5).bytes());
        try (AudioStream stream = withoutFfmpeg.open(file)) {
            assertThat(stream.format()).isEqualTo(new AudioFormat(22_050, 2));
            assertThat(Audio.all(stream)).hasSize(22_050);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.flac, 44100, 2",
        "b.mp3, 32000, 1",
        "c.ogg, 16000, 1",
        "d.m4a, 48000, 2",
        "e.mka, 24000, 1"
    })
    void otherFormatsKeepRateChannelsLevelAndPitch(String name, int rate, int channels)
            throws Exception {
        Path file = convert(Wave.of(rate, channels, 1), name);
        try (AudioStream stream = recordings.open(file)) {
            assertThat(stream.format()).isEqualTo(new AudioFormat(rate, channels));
            float[] samples = Audio.all(stream);
            // Encoders pad: less than a tenth of a second.
            assertThat(samples.length / channels).isBetween(rate, rate * 11 / 10);
            for (int channel = 0; channel < channels; channel++) {
                float[] one = Audio.channel(samples, channel, channels);
                float[] middle = java.util.Arrays.copyOfRange(one, rate / 4, rate * 3 / 4);
                int frequency = Wave.FREQUENCY * (channel + 1);
                assertThat(Audio.purity(middle, frequency, rate)).isGreaterThan(0.98);
                assertThat(Audio.rms(middle)).isCloseTo(0.5 / Math.sqrt(2), offset(0.02));
            }
        }
    }

    @Test
    void compressedWavGoesThroughFfmpeg() throws Exception {
        Path file = convert(Wave.of(16_000, 1, 1), "adpcm.wav", "-c:a", "adpcm_ima_wav");
        try (AudioStream stream = recordings.open(file)) {
            float[] samples = Audio.all(stream);
            assertThat(samples.length).isBetween(16_000, 17_600);
            assertThat(Audio.purity(samples, Wave.FREQUENCY, 16_000)).isGreaterThan(0.9);
        }
    }

    @Test
    void withoutFfmpegTheMessageSaysWhatToDo() throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp3"), "not looked at");
        assertThatThrownBy(() -> withoutFfmpeg.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), "apt install ffmpeg", "WAV");
    }

    @Test
    void whatIsNoAudioIsNamedWithFfmpegsReason() throws IOException {
        Path zeros = Files.write(folder.resolve("-zeros.bin"), new byte[20_000]);
        assertThatThrownBy(() -> recordings.open(zeros))
                .hasMessageStartingWith(zeros + ": ffmpeg cannot read it (Invalid data found");
    }

    @Test
    void emptyMissingAndHeadlessFilesAreNamed() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.ogg"));
        assertThatThrownBy(() -> recordings.open(empty))
                .hasMessageContainingAll(empty.toString(), "is empty");
        Path missing = folder.resolve("missing.wav");
        assertThatThrownBy(() -> recordings.open(missing))
                .hasMessageContainingAll(missing.toString(), "no such file");
        Path silent = wav(Wave.of(16_000, 1, 0));
        assertThatThrownBy(() -> recordings.open(silent))
                .hasMessageContainingAll(silent.toString(), "holds no samples");
        assertThatThrownBy(() -> recordings.open(folder)).hasMessageContaining("is a folder");
    }

    @Test
    void closingEndsTheProcess() throws Exception {
        Path file = convert(Wave.of(48_000, 2, 60), "long.flac");
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        AudioStream stream = recordings.open(file);
        ProcessHandle child =
                ProcessHandle.current()
                        .children()
                        .filter(process -> !before.contains(process))
                        .findFirst()
                        .orElseThrow();
        assertThat(stream.read(new float[480], 0, 480)).isEqualTo(480);
        stream.close();
        child.onExit().get(90, TimeUnit.SECONDS);
        assertThatThrownBy(() -> Audio.all(stream)).hasMessageContaining("closed");
    }
}
