// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.testkit.Await;
import io.soribit.testkit.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The satellite and the newest library of PyPI. */
class SatelliteTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Timeouts SOON =
            new Timeouts(Sources.PATIENT.connect(), LIMIT, LIMIT, LIMIT, Duration.ofSeconds(1));

    private int port;

    @BeforeEach
    void needsThePackages() throws IOException {
        assumeThat(Python.program()).as(Python.MISSING).isPresent();
        port = Ports.free();
    }

    @Test
    void hearsASatelliteAgainAfterItsEnd() throws IOException {
        WyomingSource source = Sources.source(Sources.PATIENT, "port", port);
        try (Python satellite = Python.satellite(port);
                AudioStream stream = openSoon(source)) {
            assertThat(stream.format()).isEqualTo(new AudioFormat(16_000, 1));
            assertHears(stream);
            assertThat(source.check())
                    .singleElement()
                    .asString()
                    .isEqualTo(
                            "ok source wyoming.hall in room hall: 127.0.0.1 port "
                                    + port
                                    + " is satellite 'Hall', protocol 1.2");
            assertThatThrownBy(Sources.source(Sources.PATIENT, "port", port)::open)
                    .hasMessageContaining("another server, such as Home Assistant, uses it");
            assertHears(stream);
            satellite.close();
            assertThatThrownBy(() -> Sources.read(stream, 1_000_000))
                    .hasMessageContaining("closed the connection");
        }
        try (Python satellite = Python.satellite(port);
                AudioStream stream = openSoon(source)) {
            assertHears(stream);
            assertThat(satellite.isAlive()).isTrue();
        }
    }

    @Test
    void aSatelliteThatWaitsForItsWakeWordIsNamed() throws IOException {
        WyomingSource source = Sources.source(SOON, "port", port);
        String nobody = "tcp://127.0.0.1:" + Ports.free();
        try (Python satellite = Python.satellite(port, "--wake-uri", nobody)) {
            Await.until("it runs", () -> source.check().toString().contains("ok"));
            Await.until(
                    "it is said that it waits for a wake word",
                    () ->
                            String.valueOf(catchThrowable(source::open))
                                    .contains("it waits for a wake word"));
            assertThat(satellite.isAlive()).isTrue();
        }
    }

    @Test
    void aSatelliteConnectsAsToAWakeWordService() throws IOException {
        WyomingSource source =
                Sources.source(Sources.PATIENT, "port", port, "listen", true, "host", "127.0.0.1");
        String hub = "tcp://127.0.0.1:" + port;
        try (Python satellite = Python.satellite(Ports.free(), "--wake-uri", hub);
                AudioStream stream = openSoon(source)) {
            assertHears(stream);
            assertThat(satellite.isAlive()).isTrue();
        }
    }

    /** 32 bits, stereo; it sends no more until its pings are answered. */
    @Test
    void hearsAMicrophoneOfTheNewestLibrary() throws IOException {
        WyomingSource source = Sources.source(Sources.PATIENT, "port", port);
        try (Python microphone = Python.microphone(port);
                AudioStream stream = openSoon(source)) {
            assertThat(stream.format()).isEqualTo(new AudioFormat(48_000, 2));
            float[] both = Sources.read(stream, 96_000);
            float[] left = new float[48_000];
            for (int i = 0; i < left.length; i++) {
                left[i] = both[2 * i];
            }
            assertThat(rising(left)).isCloseTo(440, within(2));
            assertThat(microphone.isAlive()).isTrue();
        }
    }

    private static AudioStream openSoon(WyomingSource source) {
        AtomicReference<AudioStream> stream = new AtomicReference<>();
        AtomicReference<String> problem = new AtomicReference<>("");
        Await.until(
                problem::get,
                () -> {
                    try {
                        stream.set(source.open());
                        return true;
                    } catch (IOException e) {
                        problem.set(String.valueOf(e.getMessage()));
                        return false;
                    }
                });
        return stream.get();
    }

    private static void assertHears(AudioStream stream) throws IOException {
        assertThat(rising(Sources.read(stream, 16_000))).isCloseTo(440, within(3));
    }

    private static int rising(float[] samples) {
        int count = 0;
        for (int i = 1; i < samples.length; i++) {
            count += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
        }
        return count;
    }
}
