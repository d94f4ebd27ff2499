// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.AudioFormat;
import io.soribit.common.wav.Encoding;
import io.soribit.common.wav.UnsupportedWavException;
import io.soribit.common.wav.WavHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavStreamTest {
    private static WavStream open(byte[] bytes) throws IOException {
        return new WavStream(new ByteArrayInputStream(bytes));
    }

    private static void assertSines(float[] samples, int rate, int channels, double tolerance) {
        for (int i = 0; i < samples.length; i++) {
            double expected = Wave.sample(i / channels, i % channels, rate);
            assertThat((double) samples[i]).isCloseTo(expected, within(tolerance));
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    @ParameterizedTest
    @CsvSource({
        "U8, 8000, 1, 0.004", "S16, 16000, 2, 0.00002", "S24, 44100, 1, 1e-7",
        "S32, 48000, 3, 1e-7", "F32, 96000, 1, 1e-9", "F64, 11025, 6, 1e-9"
    })
    void everyEncodingGivesTheSamplesThatWereWritten(
            Encoding encoding, int rate, int channels, double tolerance) throws IOException {
        for (boolean extensible : new boolean[] {false, true}) {
            Wave wave = new Wave(encoding, rate, channels, 10_000);
            WavStream stream = open((extensible ? wave.extensible() : wave).bytes());
            assertThat(stream.format()).isEqualTo(new AudioFormat(rate, channels));
            float[] samples = Audio.all(stream);
            assertThat(samples).hasSize(10_000 * channels);
            assertSines(samples, rate, channels, tolerance);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xFFFF_FFFFL, 0x7FFF_F000L, 0xFFFF_F000L, 50_000})
    void streamedOrOverstatedLengthReadsToTheEnd(long claimed) throws IOException {
        byte[] bytes = new Wave(Encoding.S16, 16_000, 1, 9_000).claiming(claimed).bytes();
        float[] samples = Audio.all(open(bytes));
        assertThat(samples).hasSize(9_000);
        assertSines(samples, 16_000, 1, 0.00002);
    }

    @ParameterizedTest
    @CsvSource({"U8, 0.004", "S16, 0.00002", "S24, 1e-6", "S32, 1e-6", "F32, 1e-9", "F64, 1e-9"})
    void bigEndianFilesAreRead(Encoding encoding, double tolerance) throws IOException {
        byte[] bytes = new Wave(encoding, 16_000, 2, 5_000).bigEndian().bytes();
        assertThat(WavHeader.isWav(bytes)).isTrue();
        float[] samples = Audio.all(open(bytes));
        assertThat(samples).hasSize(10_000);
        assertSines(samples, 16_000, 2, tolerance);
    }

    @Test
    void anOddChunkWithoutPaddingIsSkipped() throws IOException {
        byte[] bytes = new Wave(Encoding.S16, 16_000, 1, 5_000).unpadded().bytes();
        float[] samples = Audio.all(open(bytes));
        assertThat(samples).hasSize(5_000);
        assertSines(samples, 16_000, 1, 0.00002);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 0})
    void framesThatContradictTheSampleSizeAreRefused(int frameBytes) {
        Wave wave = new Wave(Encoding.S16, 16_000, 2, 100).frameBytes(frameBytes);
        assertThatThrownBy(() -> open(wave.bytes()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "contradicts itself: " + frameBytes + " bytes for 2 channels of 16 bits");
    }

    @Test
    void otherChunksAreNotSound() throws IOException {
        byte[] bytes = new Wave(Encoding.S24, 16_000, 2, 5_000).extraChunks().bytes();
        float[] samples = Audio.all(open(bytes));
        assertThat(samples).hasSize(10_000);
        assertSines(samples, 16_000, 2, 1e-6);
    }

    @Test
    void longFilesHaveTheirLengthInAChunkOfItsOwn() throws IOException {
        byte[] wave = new Wave(Encoding.S16, 16_000, 1, 100).claiming(0xFFFF_FFFFL).bytes();
        ByteBuffer rf64 = ByteBuffer.allocate(wave.length + 36 + 10);
        rf64.order(ByteOrder.LITTLE_ENDIAN).put("RF64".getBytes(StandardCharsets.US_ASCII));
        rf64.put(wave, 4, 8).put("ds64".getBytes(StandardCharsets.US_ASCII)).putInt(28);
        rf64.putLong(1 << 20).putLong(200).putLong(100).putInt(0);
        rf64.put(wave, 12, wave.length - 12).put(new byte[10]);
        assertThat(Audio.all(open(rf64.array()))).hasSize(100);
    }

    @Test
    void aFileThatBreaksOffEndsWithItsLastWholeFrame() throws IOException {
        byte[] bytes = new Wave(Encoding.S16, 16_000, 2, 9_000).bytes();
        byte[] broken = Arrays.copyOf(bytes, bytes.length - 1_001);
        assertThat(Audio.all(open(broken))).hasSize(2 * (9_000 - 251));
    }

    @Test
    void samplesOutsideFullScaleAreClippedAndNoNumbersAreSilent() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(new Wave(Encoding.F32, 8_000, 1, 3).bytes());
        bytes.order(ByteOrder.LITTLE_ENDIAN).position(bytes.limit() - 12);
        bytes.putFloat(3.5f).putFloat(Float.NaN).putFloat(Float.NEGATIVE_INFINITY);
        assertThat(Audio.all(open(bytes.array()))).containsExactly(1, 0, -1);
    }

    @Test
    void readsWholeFramesOnly() throws IOException {
        WavStream stream = open(new Wave(Encoding.S16, 16_000, 2, 100).bytes());
        assertThat(stream.read(new float[10], 1, 9)).isEqualTo(8);
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        assertThatThrownBy(() -> open("RIFFnot a wave".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("does not begin as a WAV file");
        assertThatThrownBy(() -> open(Arrays.copyOf(Wave.of(16_000, 1, 1).bytes(), 30)))
                .hasMessageContaining("ends before its first sample");
        assertThatThrownBy(() -> open(Arrays.copyOf(Wave.of(16_000, 1, 1).bytes(), 44)))
                .hasMessageContaining("holds no samples");
        assertThatThrownBy(() -> open(Wave.of(2_000, 1, 1).bytes()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2000 Hz");
        assertThatThrownBy(() -> open(Wave.of(16_000, 1, 1).code(0x11).bytes()))
                .isInstanceOf(UnsupportedWavException.class)
                .hasMessageContaining("0x0011");
    }

    @Test
    void aClosedStreamCannotBeRead() throws IOException {
        WavStream stream = open(Wave.of(16_000, 1, 1).bytes());
        stream.close();
        assertThatThrownBy(() -> stream.read(new float[8], 0, 8)).hasMessageContaining("closed");
    }
}
