// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.TargetDataLine;
import org.junit.jupiter.api.Test;

class MicsCommandTest {
    private static final int RATE = 16_000;

    private final List<Device> plugged = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final MicsCommand command =
            new MicsCommand(
                    new Devices(() -> List.copyOf(plugged)),
                    new PrintStream(out, true, UTF_8),
                    new PrintStream(out, true, UTF_8));

    /** A microphone that hears a sine for a second. */
    private record Singing(String name, double amplitude) implements Device {
        @Override
        public boolean supports(AudioFormat format) {
            return true;
        }

        @Override
        public TargetDataLine open(AudioFormat format, int bufferBytes) {
            MemoryLine line = new MemoryLine(format);
            int block = RATE / 20;
            for (int start = 0; start < RATE; start += block) {
                byte[] bytes = new byte[2 * block];
                for (int i = 0; i < block; i++) {
                    double sine = amplitude * Math.sin(2 * Math.PI * 440 * (start + i) / RATE);
                    int sample = (int) Math.max(-32_768, Math.min(32_767, 32_768 * sine));
                    bytes[2 * i] = (byte) sample;
                    bytes[2 * i + 1] = (byte) (sample >> 8);
                }
                line.capture(bytes);
            }
            return line;
        }
    }

    private int run(String... arguments) {
        return command.run(arguments);
    }

    private String printed() {
        return out.toString(UTF_8);
    }

    @Test
    void measuresEachMicrophone() {
        plugged.add(new Singing("Good", 0.01));
        plugged.add(new Singing("Muted", 0));
        plugged.add(new Singing("Shouting", 3));
        MemoryDevice busy = new MemoryDevice("Busy");
        busy.busy = true;
        plugged.add(busy);
        assertThat(run("--seconds", "1", "--data", "/nowhere")).isZero();
        assertThat(printed().lines().map(String::strip))
                .containsExactly(
                        "Good",
                        "16000 Hz, channels: 1; level -43 dB, noise floor -43 dB, loudest -43 dB",
                        "✔ ok",
                        "Muted",
                        "16000 Hz, channels: 1; level -120 dB, noise floor -120 dB, loudest -120 dB",
                        "✘ problem digital silence: unmute it (alsamixer, F4), or switch it on",
                        "Shouting",
                        "16000 Hz, channels: 1; level -1 dB, noise floor -1 dB, loudest -1 dB",
                        "– warning 78.5 % of it is clipped: lower its gain (alsamixer, F4)",
                        "Busy",
                        "✘ problem microphone 'Busy' cannot be opened (Device or resource busy):"
                                + " close the program that uses it, or plug it in again");
    }

    @Test
    void onlyTheOnesThatAreNamed() {
        plugged.add(new Singing("Kitchen Mic", 0.1));
        plugged.add(new Singing("Webcam", 0.1));
        assertThat(run("kitchen", "mic", "--seconds", "1")).isZero();
        assertThat(printed()).contains("Kitchen Mic").doesNotContain("Webcam");
        assertThat(run("attic")).isEqualTo(1);
        assertThat(printed()).contains("no microphone's name holds 'attic'");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run()).isEqualTo(1);
        assertThat(printed()).contains(Devices.NONE);
        assertThat(run("--seconds", "0")).isEqualTo(1);
        assertThat(printed()).contains("give a number from 1 to 9");
        assertThat(run("--help")).isZero();
        assertThat(printed()).contains("Usage: soribit mics");
    }
}
