// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** WAV files as messages. */
final class Chunks {
    private Chunks() {}

    /** As the JDK writes them; samples that are all the same. */
    static byte[] wav(int rate, int channels, int frames, int sample) throws IOException {
        ByteBuffer samples =
                ByteBuffer.allocate(2 * frames * channels).order(ByteOrder.LITTLE_ENDIAN);
        while (samples.hasRemaining()) {
            samples.putShort((short) sample);
        }
        AudioFormat format = new AudioFormat(rate, 16, channels, true, false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(samples.array()), format, frames),
                AudioFileFormat.Type.WAVE,
                out);
        return out.toByteArray();
    }

    /** As ffmpeg writes them to a pipe: with a chunk of its own and without a length. */
    static byte[] ffmpeg(int milliseconds) throws IOException {
        Process ffmpeg =
                new ProcessBuilder(
                                "ffmpeg",
                                "-nostdin",
                                "-v",
                                "error",
                                "-f",
                                "lavfi",
                                "-i",
                                "sine=frequency=440:sample_rate=16000:duration="
                                        + milliseconds / 1_000.0,
                                "-f",
                                "wav",
                                "-")
                        .start();
        return ffmpeg.getInputStream().readAllBytes();
    }
}
