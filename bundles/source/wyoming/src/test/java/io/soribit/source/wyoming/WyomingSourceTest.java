// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.testkit.Await;
import io.soribit.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A satellite, and all that can be wrong with one. */
class WyomingSourceTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Timeouts IMPATIENT = new Timeouts(SHORT, SHORT, SHORT, SHORT, SHORT);

    /** Time for a peer to say what it is, before its audio is missed. */
    private static final Timeouts AFTER_ITS_ANSWER =
            new Timeouts(SHORT, SHORT, Duration.ofSeconds(4), SHORT, SHORT);

    private static WyomingSource source(Peer peer) {
        return Sources.source(Sources.PATIENT, "port", peer.port());
    }

    @Test
    void hearsASatellite() throws IOException {
        try (Peer peer =
                Peer.satellite(
                        link -> {
                            link.send(Wire.message("audio-start", Wire.FORMAT, new byte[0]));
                            link.send(Wire.message("a-newer-message"), Wire.audio(320, 8_192));
                            link.send(Wire.audio(0, 0), Wire.audio(320, -16_384));
                            link.stay();
                        })) {
            WyomingSource source = source(peer);
            assertThat(source.id()).isEqualTo("wyoming.hall");
            try (AudioStream stream = source.open()) {
                assertThat(stream.format()).isEqualTo(new AudioFormat(16_000, 1));
                float[] samples = Sources.read(stream, 640);
                assertThat(samples[0]).isEqualTo(0.25f);
                assertThat(samples[319]).isEqualTo(0.25f);
                assertThat(samples[320]).isEqualTo(-0.5f);
                assertThat(samples[639]).isEqualTo(-0.5f);
            }
        }
    }

    @Test
    void hearsAMicrophoneOfAnOldVersionThatSaysNothingAboutItself() throws IOException {
        String header =
                "{\"type\":\"audio-chunk\",\"data\":"
                        + Wire.FORMAT
                        + ",\"payload_length\":4}\n\0\100\0\100";
        try (Peer peer = new Peer(link -> link.send(Wire.text(header)));
                AudioStream stream = source(peer).open()) {
            assertThat(Sources.read(stream, 2)).containsOnly(0.5f);
            assertThatThrownBy(() -> Sources.read(stream, 1))
                    .hasMessageStartingWith("127.0.0.1 port " + peer.port())
                    .hasMessageContaining("closed the connection");
        }
    }

    @Test
    void answersPingsAndSendsItsOwn() throws IOException {
        AtomicReference<String> answer = new AtomicReference<>("");
        try (Peer peer =
                        Peer.satellite(
                                link -> {
                                    byte[] none = new byte[0];
                                    link.send(Wire.message("ping", "{\"text\":\"7\"}", none));
                                    answer.set(link.await("pong").data().path("text").asText());
                                    link.await("ping");
                                    link.send(Wire.audio(1, 1));
                                    link.stay();
                                });
                AudioStream stream = source(peer).open()) {
            assertThat(Sources.read(stream, 1)).hasSize(1);
            assertThat(answer).hasValue("7");
        }
    }

    @Test
    void saysThatAnotherServerUsesIt() throws IOException {
        try (Peer peer = Peer.satellite(link -> {})) {
            assertThatThrownBy(() -> source(peer).open())
                    .hasMessageStartingWith("127.0.0.1 port " + peer.port() + " closed the conn")
                    .hasMessageContaining("another server, such as Home Assistant, uses it")
                    .hasMessageContaining("it waits for a wake word");
        }
    }

    @Test
    void saysThatItIsNoSatellite() throws IOException {
        String other = "{\"asr\":[{\"name\":\"x\"}],\"tts\":[]}";
        try (Peer peer =
                new Peer(
                        link -> {
                            link.send(Wire.info(other));
                            link.stay();
                        })) {
            assertThatThrownBy(() -> source(peer).open())
                    .hasMessageContaining("but offers [asr]: check the port");
            assertThat(source(peer).check())
                    .singleElement()
                    .asString()
                    .startsWith("warn source wyoming.hall in room hall")
                    .contains("offers [asr], but no audio");
        }
    }

    @Test
    void hearsASatelliteOfANewerProtocol() throws IOException {
        String satellites = "{\"mic\":{\"name\":\"Far\"},\"satellite\":[{\"name\":\"Hall\"},{}]}";
        try (Peer peer =
                new Peer(
                        link -> {
                            link.await("describe");
                            link.send(newer("info", satellites));
                            link.await("run-satellite");
                            link.send(Wire.audio(2, 16_384), newer("audio-chunk", "{}"));
                        })) {
            assertThat(source(peer).check())
                    .singleElement()
                    .asString()
                    .startsWith("ok source wyoming.hall in room hall: 127.0.0.1 port")
                    .endsWith(" is satellite 'Hall', protocol 2.1");
            try (AudioStream stream = source(peer).open()) {
                assertThat(Sources.read(stream, 2)).containsOnly(0.5f);
                assertThatThrownBy(() -> Sources.read(stream, 1))
                        .hasMessageContaining("; it speaks version 2.1 of the protocol, and this")
                        .hasMessageEndingWith("hub version 1: update this hub");
            }
        }
    }

    private static byte[] newer(String type, String data) {
        return Wire.text("{\"type\":\"" + type + "\",\"version\":\"2.1\",\"data\":" + data + "}\n");
    }

    @Test
    void saysWhyThereIsNoAudio() throws IOException {
        try (Peer silent = new Peer(Peer.Link::stay);
                Peer waiting = Peer.satellite(Peer.Link::stay);
                Peer muted = Peer.satellite(WyomingSourceTest::begin);
                Peer slow = new Peer(WyomingSourceTest::drip)) {
            assertThatThrownBy(() -> impatient(silent).open())
                    .hasMessageContaining("does not answer as a Wyoming satellite does");
            assertThatThrownBy(() -> impatient(slow).open())
                    .hasMessageContaining("does not answer as a Wyoming satellite does");
            assertThat(refusal(muted, "its microphone")).contains("its microphone gives nothing");
            assertThat(refusal(waiting, "satellite 'Hall'"))
                    .contains("satellite 'Hall' sends no audio")
                    .contains("it waits for a wake word");
            assertThat(impatient(silent).check())
                    .singleElement()
                    .asString()
                    .startsWith("warn source wyoming.hall in room hall gives no audio");
        }
    }

    private static void begin(Peer.Link link) throws IOException {
        link.send(Wire.message("run-pipeline"));
        link.stay();
    }

    /** Sends a byte now and then, so that each read has one: only the whole has a limit. */
    private static void drip(Peer.Link link) throws IOException {
        while (true) {
            link.send(Wire.text(" "));
            Await.until(() -> "time passes", Duration.ofSeconds(1), soon());
        }
    }

    private static BooleanSupplier soon() {
        long begin = System.nanoTime();
        return () -> System.nanoTime() - begin > 20_000_000L;
    }

    private static WyomingSource impatient(Peer peer) {
        return Sources.source(IMPATIENT, "port", peer.port());
    }

    private static WyomingSource answered(Peer peer) {
        return Sources.source(AFTER_ITS_ANSWER, "port", peer.port());
    }

    /** Why it does not open, once the peer has answered in time. */
    private static String refusal(Peer peer, String part) {
        AtomicReference<String> last = new AtomicReference<>("");
        Await.until(
                last::get,
                () -> {
                    last.set(String.valueOf(catchThrowable(() -> answered(peer).open())));
                    return last.get().contains(part);
                });
        return last.get();
    }

    @Test
    void endsWithTheAudio() throws IOException {
        String other = "{\"rate\":48000,\"width\":2,\"channels\":1}";
        assertEnds(Wire.message("audio-stop"), "has stopped to send audio");
        assertEnds(
                Wire.message("audio-chunk", other, new byte[2]),
                "now sends 48000 Hz, 16 bits, 1 channels instead of 16000 Hz");
        byte[] error = Wire.message("error", "{\"text\":\"mic\\nlost\"}", new byte[0]);
        assertEnds(error, "closed the connection; it says: mic lost");
    }

    private static void assertEnds(byte[] last, String message) throws IOException {
        try (Peer peer = Peer.satellite(link -> link.send(Wire.audio(2, 1), last));
                AudioStream stream = source(peer).open()) {
            assertThat(Sources.read(stream, 2)).hasSize(2);
            assertThatThrownBy(() -> Sources.read(stream, 1)).hasMessageContaining(message);
        }
    }

    @Test
    void noticesThatAudioStopsToCome() throws IOException {
        try (Peer peer =
                        Peer.satellite(
                                link -> {
                                    link.send(Wire.audio(2, 1));
                                    link.stay();
                                });
                AudioStream stream =
                        Sources.source(
                                        new Timeouts(
                                                Sources.PATIENT.connect(),
                                                Sources.PATIENT.visitor(),
                                                Sources.PATIENT.first(),
                                                SHORT,
                                                SHORT),
                                        "port",
                                        peer.port())
                                .open()) {
            assertThat(Sources.read(stream, 2)).hasSize(2);
            assertThatThrownBy(() -> Sources.read(stream, 1))
                    .hasMessageContaining("has sent no audio for 0 s");
        }
    }

    @Test
    void closingAndInterruptingEndWhatItWaitsFor() throws Exception {
        try (Peer peer =
                        Peer.satellite(
                                link -> {
                                    link.send(Wire.audio(2, 1));
                                    link.stay();
                                });
                Peer silent = new Peer(Peer.Link::stay)) {
            AudioStream stream = source(peer).open();
            Sources.read(stream, 2);
            CompletableFuture<Throwable> end =
                    CompletableFuture.supplyAsync(
                            () -> catchThrowable(() -> Sources.read(stream, 1)));
            stream.close();
            assertThat(end.get()).isInstanceOf(IOException.class);

            CompletableFuture<Throwable> opened = new CompletableFuture<>();
            Thread thread = new Thread(() -> opened.complete(catchThrowable(source(silent)::open)));
            thread.start();
            thread.interrupt();
            assertThat(opened.get()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void waitsForASatelliteThatConnects() throws Exception {
        int port = Ports.free();
        WyomingSource source =
                Sources.source(Sources.PATIENT, "port", port, "listen", true, "host", "");
        CompletableFuture<AudioStream> opened = new CompletableFuture<>();
        new Thread(
                        () -> {
                            try {
                                opened.complete(source.open());
                            } catch (IOException e) {
                                opened.completeExceptionally(e);
                            }
                        })
                .start();
        try (Socket socket = connectSoon(port)) {
            Peer.Link link =
                    new Peer.Link(
                            socket, new MessageReader(socket.getInputStream()), new ArrayList<>());
            link.send(Wire.message("describe"));
            assertThat(link.await("info").data().path("wake").path(0).path("name").asText())
                    .isEqualTo("soribit");
            link.send(Wire.message("detect"), Wire.audio(2, 16_384));
            try (AudioStream stream = opened.get()) {
                assertThat(Sources.read(stream, 2)).containsOnly(0.5f);
            }
        }
        assertThat(source.check())
                .singleElement()
                .asString()
                .isEqualTo(
                        "ok source wyoming.hall in room hall: waits for a satellite at TCP port "
                                + port);
    }

    private static Socket connectSoon(int port) {
        AtomicReference<Socket> socket = new AtomicReference<>();
        Await.until(
                "the hub listens",
                () -> {
                    try {
                        socket.set(new Socket(InetAddress.getLoopbackAddress(), port));
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
        return socket.get();
    }

    @Test
    void refusesOthersThanTheConfiguredSatellite() throws Exception {
        int port = Ports.free();
        Timeouts timeouts =
                new Timeouts(SHORT, Duration.ofSeconds(9), SHORT, SHORT, Duration.ofSeconds(1));
        WyomingSource source =
                Sources.source(timeouts, "port", port, "listen", true, "host", "127.0.0.9");
        CompletableFuture<Throwable> failed =
                CompletableFuture.supplyAsync(() -> catchThrowable(source::open));
        try (Socket socket = connectSoon(port)) {
            assertThat(socket.getInputStream().read()).isNegative();
        }
        assertThat(failed.get()).hasMessageContaining("refused: 127.0.0.1");
    }

    @Test
    void needsAHostThatTakesConnections() throws IOException {
        WyomingSource missing = Sources.source(IMPATIENT, "host", " ");
        assertThatThrownBy(missing::open).hasMessageContaining("'host' of source wyoming.hall");
        assertThat(missing.check())
                .singleElement()
                .asString()
                .startsWith("critical source wyoming.hall in room hall cannot be used");
        WyomingSource away = Sources.source(Sources.PATIENT, "port", Ports.free());
        assertThatThrownBy(away::open)
                .hasMessageContaining("refuses connections: check the port, and that");
        WyomingSource unknown = Sources.source(Sources.PATIENT, "host", "no-such-host.invalid");
        assertThatThrownBy(unknown::open).hasMessageContaining("this host name is not known");
    }
}
