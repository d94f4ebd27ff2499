// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.source.RoomRecorder.Recording;
import io.soribit.engine.fake.FakeSource;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.fake.Tone;
import io.soribit.engine.model.ModelSettings;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.testkit.Await;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room is recorded while it is heard. */
class RecorderTest {
    private static final int RATE = 8_000;
    private static final String THREAD = "recording-test";

    private final ManualClock clock = TestClocks.clock();
    private final FakeSource source = new FakeSource("mic", "hall", RATE, true, true);
    private final Engine engine =
            new Engine(
                    new Settings(ModelSettings.DEFAULT, HalfSeconds.SCORING, 1),
                    new SoundOntology(),
                    TestClocks.of(clock));

    @BeforeEach
    void listen() {
        engine.add(source);
        source.give(tone(0.1f, RATE));
        Await.until(
                "a second of the hall is heard",
                () ->
                        engine.recorder().rooms().contains("hall")
                                && engine.sources().get(0).reception().seconds() == 1);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void whatComesFromThenOnIsRecorded() {
        CompletableFuture<Recording> recording = record(Duration.ofSeconds(2));
        source.give(tone(0.2f, RATE));
        source.give(tone(0.4f, 3 * RATE));
        Recording made = recording.join();
        assertThat(made.sampleRate()).isEqualTo(RATE);
        assertThat(made.samples()).hasSize(2 * RATE);
        assertThat(loudest(made, 0, RATE)).isBetween(0.19f, 0.21f);
        assertThat(loudest(made, RATE + RATE / 2, 2 * RATE)).isBetween(0.39f, 0.41f);
        assertThat(made.picture()).isNull(); // there is no front end
    }

    /** Removing rumble must not hide that a microphone was overdriven. */
    @Test
    void whatIsClippedIsStillToBeSeen() {
        CompletableFuture<Recording> recording = record(Duration.ofSeconds(2));
        float[] loud = new float[3 * RATE];
        for (int i = 0; i < loud.length; i++) {
            loud[i] = (float) Math.max(-1, Math.min(1, 3 * Math.sin(0.3 * i)));
        }
        source.give(loud);
        float[] heard = recording.join().samples();
        int flat = 0;
        for (int i = 2; i < heard.length; i++) {
            float least = Math.min(Math.abs(heard[i]), Math.abs(heard[i - 1]));
            flat += Math.min(least, Math.abs(heard[i - 2])) >= 0.998f ? 1 : 0;
        }
        assertThat(flat).isGreaterThan(heard.length / 100);
    }

    @Test
    void aFileThatBeginsAnewGoesOn() {
        CompletableFuture<Recording> recording = record(Duration.ofSeconds(2));
        source.give(tone(0.2f, RATE));
        source.end();
        source.give(tone(0.2f, RATE));
        assertThat(recording.join().samples()).hasSize(2 * RATE);
    }

    @Test
    void aSourceThatIsLostEndsIt() {
        CompletableFuture<Recording> recording = record(Duration.ofSeconds(2));
        source.give(tone(0.2f, RATE));
        source.fail(new IOException("unplugged"));
        brokenOff(recording);
    }

    @Test
    void aSourceThatStallsEndsIt() {
        CompletableFuture<Recording> recording = record(Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(3));
        engine.check();
        brokenOff(recording);
    }

    @Test
    void aSourceThatIsRemovedEndsIt() {
        CompletableFuture<Recording> recording = record(Duration.ofSeconds(2));
        engine.remove(source);
        brokenOff(recording);
        assertThat(engine.recorder().rooms()).isEmpty();
    }

    @Test
    void aRoomThatIsNotHeardIsNotRecorded() {
        assertThatThrownBy(() -> engine.recorder().record("cellar", Duration.ofSeconds(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("the room cellar is not heard");
        assertThatThrownBy(() -> engine.recorder().record("hall", Duration.ofSeconds(31)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Returns when it waits for audio. */
    private CompletableFuture<Recording> record(Duration length) {
        CompletableFuture<Recording> result = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                result.complete(engine.recorder().record("hall", length));
                            } catch (IOException | InterruptedException e) {
                                result.completeExceptionally(e);
                            }
                        },
                        THREAD);
        thread.setDaemon(true);
        thread.start();
        Await.until("it waits", () -> thread.getState() == Thread.State.WAITING);
        return result;
    }

    private static void brokenOff(CompletableFuture<Recording> recording) {
        assertThatThrownBy(recording::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("it is not heard")
                .hasMessageContaining("the recording of hall (mic) broke off");
    }

    private static float[] tone(float amplitude, int length) {
        float[] samples = new float[length];
        Tone.fill(samples, 0, length, amplitude);
        return samples;
    }

    private static float loudest(Recording recording, int from, int to) {
        float most = 0;
        for (int i = from; i < to; i++) {
            most = Math.max(most, Math.abs(recording.samples()[i]));
        }
        return most;
    }
}
