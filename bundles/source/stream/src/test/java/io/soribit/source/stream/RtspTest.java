// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.soribit.api.AudioStream;
import io.soribit.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A camera: a real RTSP server with a password. */
class RtspTest {
    private static final String PASSWORD = "Pa$$w0rd&";
    private static final String[] SINE = {"-re", "-f", "lavfi", "-i", Recording.input(16_000)};
    private static final String[] PICTURE = {
        "-re", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=5", "-c:v", "libx264"
    };

    @TempDir Path folder;

    @BeforeEach
    void needsTheServer() throws IOException {
        assumeThat(MediaMtx.program()).as(MediaMtx.MISSING).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "digest"})
    void hearsACameraThatAsksForAPassword(String method) throws IOException {
        try (MediaMtx camera = camera(method)) {
            camera.publish("live", with(SINE, "-c:a", "aac"));
            StreamSource source = source(camera.url("live"));
            try (AudioStream stream = openSoon(source)) {
                assertHears(stream);
            }
            assertThat(source.check())
                    .singleElement()
                    .asString()
                    .startsWith("ok ")
                    .contains("rtsp://127.0.0.1:" + camera.port + " sends aac, 16000 Hz, mono");
            assertThat(catchThrowable(() -> source(wrong(camera)).open()))
                    .hasMessageContaining("user or password is wrong")
                    .hasMessageNotContaining("wr0ng");
            assertThat(catchThrowable(() -> source(camera.url("nothing")).open()))
                    .hasMessageContaining("no such stream")
                    .hasMessageNotContaining(PASSWORD);
        }
    }

    @Test
    void namesACameraWithoutAudio() throws IOException {
        try (MediaMtx camera = camera("basic")) {
            camera.publish("live", PICTURE);
            StreamSource source = source(camera.url("live"));
            Await.until(
                    "the camera sends, but no audio",
                    () -> message(source).contains("has no audio"));
        }
    }

    @Test
    void aCameraThatRestartsIsHeardAgain() throws IOException {
        MediaMtx first = camera("basic");
        first.publish("live", with(SINE, "-c:a", "pcm_alaw", "-ar", "8000"));
        StreamSource source = source(first.url("live"));
        try (AudioStream stream = openSoon(source)) {
            Sources.read(stream, 100);
            first.close();
            assertThat(catchThrowable(() -> Sources.read(stream, 1000 * Sources.RATE)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("rtsp://127.0.0.1:" + first.port);
        }
        assertThat(message(source)).contains("refuses connections");
        try (MediaMtx again = new MediaMtx(folder, "basic", "me", PASSWORD, first.port)) {
            Await.until("it is up", again::takesConnections);
            again.publish("live", with(SINE, "-c:a", "aac"));
            try (AudioStream stream = openSoon(source)) {
                assertHears(stream);
            }
        }
    }

    private MediaMtx camera(String method) throws IOException {
        MediaMtx camera = new MediaMtx(folder, method, "me", PASSWORD);
        Await.until("the server is up", camera::takesConnections);
        return camera;
    }

    private static String wrong(MediaMtx camera) {
        return camera.url("live").replace(PASSWORD, "wr0ng");
    }

    private static StreamSource source(String url) {
        return Sources.stream(Map.of("url", url, "room", "hall"));
    }

    private static AudioStream openSoon(StreamSource source) {
        AudioStream[] stream = new AudioStream[1];
        String[] last = {""};
        Await.until(
                () -> "the stream is open: " + last[0],
                () -> {
                    try {
                        stream[0] = source.open();
                        return true;
                    } catch (IOException e) {
                        last[0] = String.valueOf(e.getMessage());
                        return false;
                    }
                });
        return stream[0];
    }

    private static String message(StreamSource source) {
        try (AudioStream stream = source.open()) {
            return "open: " + stream.format();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void assertHears(AudioStream stream) throws IOException {
        Sources.read(stream, Sources.RATE / 2); // AAC begins with noise
        assertThat(Sources.frequency(Sources.read(stream, Sources.RATE)))
                .isCloseTo(440, within(6.0));
    }

    private static String[] with(String[] input, String... output) {
        String[] all = Arrays.copyOf(input, input.length + output.length);
        System.arraycopy(output, 0, all, input.length, output.length);
        return all;
    }
}
