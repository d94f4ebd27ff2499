// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.AudioFormat;
import io.soribit.testkit.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the program of a stream prints: audio, and messages that a camera can choose. */
class MessagesFuzzTest {
    /** A program that has printed all and ended. */
    private static final class Ended extends Process {
        private final byte[] printed;

        Ended(byte[] printed) {
            this.printed = printed;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(printed);
        }

        @Override
        public InputStream getErrorStream() {
            return new ByteArrayInputStream(printed);
        }

        @Override
        public int waitFor() {
            return 1;
        }

        @Override
        public int exitValue() {
            return 1;
        }

        @Override
        public void destroy() {}
    }

    @Test
    void nothingPrintedBreaksTheReader() throws IOException {
        List<byte[]> corpus =
                Stream.of(
                                "[info] Stream #0:0: Audio: aac (LC), 44100 Hz, stereo, fltp\n",
                                "  Stream #0:1(eng): Audio: pcm_alaw, 8000 Hz, mono, s16, 64"
                                        + " kb/s\r\n",
                                "[rtsp @ 0x55d9] [warning] RTP: missed 12 packets\n",
                                "[rtsp @ 0x1] [error] method DESCRIBE failed: 401 Unauthorized\n",
                                "rtsp://user:secret@camera/live: Connection timed out\n",
                                "RTP: missed 99999999999999999999 packets\nnext\n")
                        .map(line -> line.getBytes(UTF_8))
                        .toList();
        Fuzz.run("stream", corpus, MessagesFuzzTest::read, List.of(SourceException.class));
    }

    private static void read(byte[] input) throws IOException {
        Ended process = new Ended(input);
        Messages messages =
                Messages.unread(process, new Redaction(List.of("secret")), "fuzz", format -> {});
        messages.run();
        assertThat(messages.missed()).isNotNegative();
        assertThat(Diagnosis.explain("rtsp://camera", messages.last()))
                .hasMessageNotContaining("secret");
        PcmStream audio =
                new PcmStream(process, messages, new AudioFormat(16_000, 1), "camera", true);
        float[] samples = new float[512];
        while (audio.read(samples, 0, samples.length) > 0) {
            assertThat(samples[0]).isBetween(-1f, 1f);
        }
    }
}
