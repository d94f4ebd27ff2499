// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.soribit.api.AudioStream;
import io.soribit.testkit.Await;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Programs that print PCM; how processes begin and end. */
class ProcessTest {
    private static final String SINE =
            "ffmpeg -nostdin -v error -re -f lavfi -i 'sine=frequency=440:sample_rate=48000'"
                    + " -ac 2 -f s16le pipe:1";

    @Test
    void aProgramIsHeardWithItsRateAndChannels() throws IOException {
        StreamSource source =
                Sources.stream(
                        Map.of(
                                "command",
                                SINE,
                                "sample_rate",
                                48_000,
                                "channels",
                                2,
                                "id",
                                "sine"));
        try (AudioStream stream = source.open()) {
            assertThat(stream.format().sampleRate()).isEqualTo(48_000);
            assertThat(stream.format().channels()).isEqualTo(2);
            float[] samples = Sources.read(stream, 24_000);
            float[] left = new float[samples.length / 2];
            for (int i = 0; i < left.length; i++) {
                left[i] = samples[2 * i];
                assertThat(samples[2 * i + 1]).isEqualTo(left[i]);
            }
            assertThat(Sources.frequency(left) * 48_000 / Sources.RATE)
                    .isCloseTo(440, within(10.0));
        }
    }

    @Test
    void anOddByteShiftsNothing() throws IOException {
        try (AudioStream stream =
                Sources.stream(Map.of("command", "printf '\\001\\000\\002\\000\\003'")).open()) {
            float[] samples = new float[8];
            assertThat(stream.read(samples, 0, 8)).isEqualTo(2);
            assertThat(samples).startsWith(0x1p-15f, 0x2p-15f);
            assertThatThrownBy(() -> stream.read(samples, 0, 8)).hasMessageContaining("printf");
        }
    }

    @Test
    void saysThatAProgramIsMissing() {
        StreamSource source = Sources.stream(Map.of("command", "no-such-program -x"));
        assertThatThrownBy(source::open)
                .hasMessage(
                        "the program 'no-such-program' is not installed: install it, or write its"
                                + " full path");
        assertThat(source.check()).singleElement().asString().startsWith("warn ");
        StreamSource stream =
                new StreamSource(
                        new Launcher(),
                        new Ffmpeg("/nowhere/ffmpeg"),
                        Sources.config(Map.of("url", "rtsp://camera/live")),
                        () -> Duration.ZERO);
        assertThatThrownBy(stream::open).hasMessageContaining("apt install ffmpeg");
    }

    @Test
    void saysWhatAProgramSaidThatFailed() {
        assertThatThrownBy(Sources.stream(Map.of("command", "cat /no/such/file"))::open)
                .hasMessageStartingWith("cat: ")
                .hasMessageContaining("/no/such/file");
    }

    @Test
    void aSourceThatFlapsLeavesNothing() throws IOException {
        StreamSource source =
                new StreamSource(
                        new Launcher(new StartPace(() -> Duration.ZERO, pause -> {})),
                        new Ffmpeg("ffmpeg"),
                        Sources.config(Map.of("command", "printf '\\001\\000'", "id", "flaps")),
                        () -> Duration.ZERO);
        flap(source, 5);
        long descriptors = descriptors();
        flap(source, 100);
        Await.until(
                () -> descriptors() + " descriptors instead of " + descriptors,
                () -> descriptors() <= descriptors + 2);
        Await.until(
                "no thread is left",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().contains("-flaps-")));
        Await.until("no process is left", () -> child("printf").isEmpty());
    }

    private static void flap(StreamSource source, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (AudioStream stream = source.open()) {
                assertThat(stream.read(new float[8], 0, 8)).isEqualTo(1);
                assertThatThrownBy(() -> stream.read(new float[8], 0, 8))
                        .isInstanceOf(SourceException.class);
            }
        }
    }

    private static long descriptors() {
        String[] all = new File("/proc/self/fd").list();
        return all == null ? 0 : all.length;
    }

    @Test
    void theProcessEndsWithItsStream() throws IOException {
        AudioStream stream = Sources.stream(Map.of("command", SINE)).open();
        ProcessHandle child = child("lavfi").orElseThrow();
        Sources.read(stream, 100);
        stream.close();
        Await.until("the process has ended", () -> !child.isAlive());
        assertThatThrownBy(() -> Sources.read(stream, 100)).hasMessageContaining("closed");
    }

    @Test
    void anInterruptEndsTheOpening() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "rtsp://127.0.0.1:" + mute.getLocalPort() + "/live";
            AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
            Thread opener =
                    new Thread(
                            () -> {
                                try {
                                    Sources.stream(Map.of("url", url)).open().close();
                                } catch (IOException e) {
                                    failure.set(e);
                                }
                            });
            opener.start();
            mute.accept();
            opener.interrupt();
            opener.join();
            assertThat(failure.get()).hasMessageContaining("interrupted");
            Await.until("the process has ended", () -> child("concat").isEmpty());
        }
    }

    /** Also one that never writes, and so would not notice that nobody reads. */
    @Test
    void processesEndWhenTheHubIsKilled() throws Exception {
        assumeThat(Programs.find("setpriv")).as("setpriv of util-linux").isPresent();
        Process hub =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                SilentChild.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = hub.inputReader()) {
            long pid = Long.parseLong(out.readLine());
            ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
            assertThat(child.isAlive()).isTrue();
            hub.destroyForcibly().waitFor();
            Await.until("the child has ended, too", () -> !child.isAlive());
        }
    }

    private static Optional<ProcessHandle> child(String argument) {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(argument))
                .findFirst();
    }

    /** A hub whose source waits for a program that prints nothing; prints the pid of that. */
    static final class SilentChild {
        private SilentChild() {}

        public static void main(String... arguments) throws IOException {
            Process child = new Launcher().start(List.of("sleep", "1000"), "");
            System.out.println(child.pid());
            Await.until("the end", () -> false);
        }
    }
}
