// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.AudioStream;
import io.soribit.testkit.Await;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of ffmpeg as a sender, and of servers of the JDK. */
class StreamSourceTest {
    private static final int SECOND = Sources.RATE;

    @TempDir Path folder;

    @Test
    void hearsHttp() throws IOException {
        String url = "http://127.0.0.1:" + Ports.free() + "/a.wav";
        try (Peer peer = Peer.sine(44_100, "-f", "wav", "-listen", "1", url);
                AudioStream stream = openSoon(peer, url)) {
            assertHears(stream);
        }
    }

    @Test
    void hearsAPlaylist() throws IOException {
        Path playlist = Recording.sine(folder.resolve("live.m3u8"), 48_000, 5);
        try (WebServer server = new WebServer(path -> read(playlist, path), null, null);
                AudioStream stream = source("url", url(server) + ".m3u8").open()) {
            assertHears(stream);
        }
    }

    private static byte[] read(Path beside, String path) {
        try {
            return Files.readAllBytes(beside.resolveSibling(path.substring(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hearsMpegTsOverUdp() throws IOException {
        int port = Ports.free();
        try (Peer peer =
                        Peer.sine(
                                48_000, "-c:a", "aac", "-f", "mpegts", "udp://127.0.0.1:" + port);
                AudioStream stream = openSoon(peer, "udp://127.0.0.1:" + port)) {
            assertHears(stream);
        }
    }

    @Test
    void hearsRtpWithItsDescription() throws IOException {
        Path sdp = folder.resolve("board.sdp");
        String target = "rtp://127.0.0.1:" + Ports.free();
        try (Peer peer =
                Peer.sine(
                        16_000,
                        "-c:a",
                        "pcm_s16be",
                        "-sdp_file",
                        sdp.toString(),
                        "-f",
                        "rtp",
                        target)) {
            Await.until("the sender describes its stream", () -> Files.exists(sdp));
            try (AudioStream stream = openSoon(peer, sdp.toString())) {
                assertHears(stream);
            }
        }
    }

    @Test
    void saysThatEightKilohertzAreFew() throws Exception {
        String target = "rtp://127.0.0.1:" + Ports.free();
        try (LogCapture log = LogCapture.by(StreamSource.class.getName());
                Peer peer = Peer.sine(8_000, "-c:a", "pcm_alaw", "-f", "rtp", target);
                AudioStream stream = openSoon(peer, target)) {
            assertHears(stream);
            assertThat(log.await("pcm_alaw")).contains("8000 Hz, mono: nothing above 4000 Hz");
        }
    }

    @Test
    void aFileIsHeardAtTheSpeedOfSoundAndComesToItsEnd() throws IOException {
        Path wav = Recording.sine(folder.resolve("sine.wav"), 44_100, 1);
        StreamSource source = source("url", wav.toString(), "room", "attic");
        assertThat(source.id()).isEqualTo("stream.attic");
        assertThat(source.room()).isEqualTo("attic");
        try (AudioStream stream = source.open()) {
            assertHears(stream);
            float[] rest = new float[SECOND];
            int count = 0;
            for (int read = 0; read >= 0; read = stream.read(rest, 0, rest.length)) {
                count += read;
            }
            assertThat(count).isCloseTo(SECOND / 4, within(SECOND / 20));
        }
    }

    @Test
    void aStreamThatChangesItsRateIsHeardToItsEnd() throws IOException {
        Path first = Recording.sine(folder.resolve("a.ts"), 44_100, 1);
        Path second = Recording.sine(folder.resolve("b.ts"), 22_050, 1);
        byte[] all = concat(Files.readAllBytes(first), Files.readAllBytes(second));
        try (WebServer server = new WebServer(all);
                AudioStream stream = source("url", url(server)).open()) {
            float[] heard = Sources.read(stream, 2 * SECOND - SECOND / 10);
            for (int from : new int[] {SECOND / 4, SECOND + SECOND / 4}) {
                float[] part = Arrays.copyOfRange(heard, from, from + SECOND / 2);
                assertThat(Sources.frequency(part)).isCloseTo(440, within(6.0));
            }
        }
    }

    @Test
    void namesAStreamWithoutAudio() throws IOException {
        Path picture = Recording.picture(folder.resolve("picture.ts"));
        assertOpenFails(source("url", picture.toString()), "has no audio");
    }

    @Test
    void namesAFileThatIsMissing() {
        assertOpenFails(source("url", "/nowhere/party.mkv"), "no such file");
    }

    @Test
    void namesAPageInsteadOfAStream() throws IOException {
        try (WebServer server =
                new WebServer("<html>Camera</html>".repeat(200).getBytes(StandardCharsets.UTF_8))) {
            assertOpenFails(source("url", url(server)), "not to a web page");
        }
    }

    @Test
    void namesAServerThatAnswersNothing() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "rtsp://127.0.0.1:" + mute.getLocalPort() + "/live";
            assertOpenFails(
                    Sources.stream(Map.of("url", url, "timeout_seconds", 5)), "no firewall drops");
        }
    }

    @Test
    void aPlaylistLeadsToNoFileOfThisMachine() throws IOException {
        Path wav = Recording.sine(folder.resolve("secret.ts"), 16_000, 1);
        String playlist =
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://"
                        + wav
                        + "\n#EXT-X-ENDLIST\n";
        try (WebServer server = new WebServer(playlist.getBytes(StandardCharsets.UTF_8))) {
            String url = "http://127.0.0.1:" + server.port() + "/live.m3u8";
            assertThatThrownBy(() -> source("url", url).open()).isInstanceOf(SourceException.class);
        }
    }

    @Test
    void saysWhatIsWrongWithItsConfiguration() {
        assertOpenFails(source(), "neither 'url' nor 'command' is set: set one of them");
        assertOpenFails(
                source("url", "rtsp://a/b", "command", "parec"), "both 'url' and 'command'");
        assertThat(source("url", "gopher://a/b").check())
                .singleElement()
                .asString()
                .startsWith("critical source stream.hall cannot be used")
                .contains("gopher://, which is not supported");
    }

    @Test
    void theDoctorSaysWhatAStreamSends() throws IOException {
        Path narrow = Recording.sine(folder.resolve("a.wav"), 8_000, 1);
        assertThat(source("url", narrow.toString()).check())
                .singleElement()
                .asString()
                .startsWith("warn source stream.hall in room hall: " + narrow)
                .contains("pcm_s16le, 8000 Hz, mono");
        Path wide = Recording.sine(folder.resolve("b.wav"), 16_000, 1);
        assertThat(source("url", wide.toString()).check())
                .singleElement()
                .asString()
                .startsWith("ok ")
                .endsWith("sends pcm_s16le, 16000 Hz, mono");
        assertThat(source("url", "rtsp://127.0.0.1:1/live").check())
                .singleElement()
                .asString()
                .startsWith("warn source stream.hall in room hall gives no audio")
                .contains("refuses connections");
    }

    private static StreamSource source(String... configuration) {
        Map<String, Object> values = new HashMap<>(Map.of("room", "hall"));
        for (int i = 0; i < configuration.length; i += 2) {
            values.put(configuration[i], configuration[i + 1]);
        }
        return Sources.stream(values);
    }

    /**
     * A new source each time: one that failed looks first, which a sender to one takes as its
     * client.
     */
    private static AudioStream openSoon(Peer peer, String url) {
        AudioStream[] stream = new AudioStream[1];
        IOException[] last = new IOException[1];
        Await.until(
                () -> "the stream of " + url + " is open: " + last[0] + ", sends " + peer.isAlive(),
                () -> {
                    try {
                        stream[0] = source("url", url).open();
                        return true;
                    } catch (IOException e) {
                        last[0] = e;
                        return false;
                    }
                });
        return stream[0];
    }

    private static void assertHears(AudioStream stream) throws IOException {
        assertThat(stream.format().sampleRate()).isEqualTo(Sources.RATE);
        assertThat(stream.format().channels()).isEqualTo(1);
        Sources.read(stream, SECOND / 4); // AAC begins with noise
        assertThat(Sources.frequency(Sources.read(stream, SECOND / 2))).isCloseTo(440, within(6.0));
        assertThat(stream.lostPackets()).isZero();
    }

    private static void assertOpenFails(StreamSource source, String message) {
        assertThatThrownBy(source::open)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(message);
    }

    private static String url(WebServer server) {
        return "http://127.0.0.1:" + server.port() + "/live";
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
