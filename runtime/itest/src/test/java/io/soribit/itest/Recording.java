// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Writes recordings. */
final class Recording {
    private static final int HEADER = 44;

    private Recording() {}

    /** 16-bit mono WAV. */
    static Path wav(Path file, float[] samples) throws IOException {
        int bytes = samples.length * Short.BYTES;
        ByteBuffer out = ByteBuffer.allocate(HEADER + bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(US_ASCII)).putInt(HEADER - 8 + bytes);
        out.put("WAVEfmt ".getBytes(US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 1);
        out.putInt(Synthesis.RATE).putInt(Synthesis.RATE * Short.BYTES);
        out.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
        out.put("data".getBytes(US_ASCII)).putInt(bytes);
        for (float sample : samples) {
            out.putShort((short) Math.round(sample * Short.MAX_VALUE));
        }
        return Files.write(file, out.array());
    }

    /** What ffmpeg makes of a recording; the name's ending says the format. */
    static Path converted(Path wav, Path to, String... options)
            throws IOException, InterruptedException {
        java.util.List<String> command = new java.util.ArrayList<>();
        command.addAll(java.util.List.of("ffmpeg", "-v", "error", "-y", "-i", wav.toString()));
        command.addAll(java.util.List.of(options));
        command.add(to.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ffmpeg ends").isTrue();
        assertThat(process.exitValue()).as("ffmpeg printed: %s", output).isZero();
        return to;
    }
}
