// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.testkit.Await;
import io.soribit.testkit.Configurations;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.ManualClock;
import io.soribit.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Boards: ffmpeg sends RTP, a socket of the test sends frames with a key. */
class UdpSourceTest {
    private static final String KEY = "correct horse battery";

    private final int port = freePort();
    private final ManualClock clock = new ManualClock();

    private static int freePort() {
        try {
            return Ports.free();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private UdpSource source(Object... settings) {
        UdpConfig config =
                Configurations.of(
                        UdpConfig.class, Map.of("port", port, "host", "127.0.0.1"), settings);
        return new UdpSource(config, clock, clock);
    }

    @Test
    void hearsRtpOfFfmpeg() throws Exception {
        hearsATone("rtp", "pcm_s16be");
    }

    @Test
    void hearsOpusOfFfmpeg() throws Exception {
        hearsATone("opus", "libopus");
    }

    private void hearsATone(String format, String codec) throws Exception {
        Process ffmpeg =
                new ProcessBuilder(
                                "ffmpeg",
                                "-nostdin",
                                "-v",
                                "error",
                                "-re",
                                "-f",
                                "lavfi",
                                "-i",
                                "sine=frequency=440:sample_rate=16000",
                                "-t",
                                "600",
                                "-c:a",
                                codec,
                                "-f",
                                "rtp",
                                "rtp://127.0.0.1:" + port)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            float[] second = new float[16_000];
            long lost = read(format, second);
            for (int again = 0; again < 2 && lost > 0; again++) { // the test was held up
                lost = read(format, second);
            }
            int rising = 0;
            for (int i = 1; i < second.length; i++) {
                rising += second[i - 1] < 0 && second[i] >= 0 ? 1 : 0;
            }
            assertThat(rising).isCloseTo(440, within(3));
            assertThat(lost).isZero();
        } finally {
            ffmpeg.destroyForcibly().waitFor();
        }
    }

    /** Reads a second, and returns how many packets were lost. */
    private long read(String format, float[] second) throws IOException {
        try (AudioStream stream = openSoon(source("format", format, "room", "hall"))) {
            assertThat(stream.format()).isEqualTo(new AudioFormat(16_000, 1));
            int done = 0;
            while (done < second.length) {
                done += stream.read(second, done, second.length - done);
            }
            return stream.lostPackets();
        }
    }

    /** Opens it again as long as no packet came: who sends may be slow to begin. */
    private static AudioStream openSoon(UdpSource source) {
        AtomicReference<AudioStream> stream = new AtomicReference<>();
        AtomicReference<IOException> last = new AtomicReference<>();
        Await.until(
                () -> "the stream is open: " + last,
                () -> {
                    try {
                        stream.set(source.open());
                        return true;
                    } catch (IOException e) {
                        last.set(e);
                        return false;
                    }
                });
        return stream.get();
    }

    /** Why it does not open although packets come. */
    private static String refusal(UdpSource source) {
        AtomicReference<String> last = new AtomicReference<>("");
        Await.until(
                () -> "a packet: " + last,
                () -> {
                    last.set(String.valueOf(catchThrowable(() -> source.open().close())));
                    return !last.get().contains("no packet came");
                });
        return last.get();
    }

    @Test
    void hearsFramesWithItsKeyAndNoOthers() throws Exception {
        UdpSource source = source("key", KEY);
        assertThat(source.id()).isEqualTo("udp.home");
        try (LogCapture log = LogCapture.by(UdpStream.class.getName());
                Board board = new Board(port, KEY);
                Board foreign = new Board(port, "another key altogether");
                Sending sending =
                        new Sending(
                                () -> {
                                    foreign.send(9, 0, 1_000);
                                    board.send(1, 0, 8_192);
                                });
                AudioStream stream = openSoon(source)) {
            sending.close();
            foreign.send(9, 1, 1_000);
            board.send(1, 1, 16_384);
            float[] samples = new float[320];
            assertThat(stream.read(samples, 0, 320)).isEqualTo(320);
            assertThat(samples).containsOnly(0.25f);
            assertThat(stream.read(samples, 0, 100)).isEqualTo(100);
            assertThat(stream.read(samples, 100, 220)).isEqualTo(220);
            assertThat(samples).containsOnly(0.5f);
            assertThat(log.await("its key is another")).contains("127.0.0.1").doesNotContain(KEY);
        }
    }

    @Test
    void saysWhatCameInsteadOfAudio() throws Exception {
        try (Board board = new Board(port, "another key altogether");
                Sending sending = new Sending(() -> board.send(1, 0, 1))) {
            assertThat(refusal(source("key", KEY)))
                    .contains("UDP port " + port + ": no packet was taken: 127.0.0.1")
                    .contains("its key is another");
        }
        assertThatThrownBy(() -> source("key", KEY, "room", "hall").open())
                .hasMessageContaining("no packet came");
    }

    @Test
    void ignoresOtherSenders() throws Exception {
        try (Board board = new Board(port, KEY);
                Sending sending = new Sending(() -> board.send(1, 0, 1))) {
            assertThat(refusal(source("key", KEY, "sender", "127.0.0.9")))
                    .contains("not from the sender");
        }
    }

    @Test
    void twoBoardsAreNeverMixed() throws Exception {
        try (Board first = new Board(port, "");
                Board second = new Board(port, "", "127.0.0.2");
                Sending opening = new Sending(() -> first.sendRtp(1, 0, 8_192));
                AudioStream stream = openSoon(source("format", "rtp"))) {
            opening.close();
            assertThat(block(stream)).containsOnly(0.25f);
            try (Sending both =
                    new Sending(
                            () -> {
                                second.sendRtp(2, 0, 24_576);
                                first.sendRtp(1, 1, 16_384);
                            })) {
                assertThat(block(stream)).containsOnly(0.5f);
            }
            clock.advance(Sender.SILENCE);
            try (Sending other = new Sending(() -> second.sendRtp(2, 0, 24_576))) {
                assertThat(block(stream)).containsOnly(0.75f);
            }
        }
    }

    private static float[] block(AudioStream stream) throws IOException {
        float[] samples = new float[320];
        assertThat(stream.read(samples, 0, 320)).isEqualTo(320);
        return samples;
    }

    @Test
    void theFirstBoardIsHeardUntilItIsSilent() throws Exception {
        InetAddress first = InetAddress.getByName("192.0.2.1");
        InetAddress second = InetAddress.getByName("192.0.2.2");
        Sender sender = new Sender(null, clock);
        sender.check(first);
        sender.check(second); // nothing was taken yet
        sender.taken(first);
        clock.advance(Sender.SILENCE.minusMillis(1));
        sender.check(first);
        assertThatThrownBy(() -> sender.check(second))
                .hasMessageContaining("another board, 192.0.2.1, is heard at this port")
                .hasMessageContaining("'sender'");
        clock.advance(Duration.ofMillis(1));
        sender.check(second);
        sender.taken(second);
        assertThatThrownBy(() -> sender.check(first)).hasMessageContaining("192.0.2.2");
    }

    @Test
    void needsAKeyAndAPortOfItsOwn() throws IOException {
        assertThatThrownBy(() -> source("key", "short").open())
                .hasMessageContaining("shorter than 16 characters");
        assertThat(source("key", "short").check())
                .singleElement()
                .asString()
                .startsWith("critical source udp.home cannot be used");
        assertThatThrownBy(() -> source("format", "opus", "sample_rate", 44_100).open())
                .hasMessageContaining("'sample_rate' is 8000");
        assertThat(source("key", KEY).check())
                .singleElement()
                .asString()
                .startsWith("ok source udp.home in room home: UDP port " + port);
        try (DatagramSocket taken = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"))) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> source("key", KEY).open())
                    .hasMessageContaining("give each board a port of its own");
        }
    }

    @Test
    void closingEndsARead() throws Exception {
        try (Board board = new Board(port, KEY);
                Sending sending = new Sending(() -> board.send(1, 0, 1))) {
            AudioStream stream = openSoon(source("key", KEY));
            sending.close();
            CompletableFuture<IOException> end =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    while (true) {
                                        stream.read(new float[320], 0, 320);
                                    }
                                } catch (IOException e) {
                                    return e;
                                }
                            });
            stream.close();
            assertThat(end.get()).isNotNull();
        }
    }

    /** Sends the same again and again, since nobody says when the other side listens. */
    private static final class Sending implements AutoCloseable {
        interface Task {
            void run() throws IOException;
        }

        private static final long EVERY_MILLIS = 20;

        private final ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor();

        Sending(Task task) {
            thread.scheduleWithFixedDelay(() -> send(task), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }

        private static void send(Task task) {
            try {
                task.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            thread.shutdown();
            Await.until("the last packet is sent", thread::isTerminated);
        }
    }
}
