// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.api.MessageBus;
import io.soribit.common.time.MonotonicClock;
import io.soribit.mqtt.MqttMessageBus;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.Await;
import io.soribit.testkit.Configurations;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.ManualClock;
import io.soribit.testkit.Mosquitto;
import io.soribit.testkit.RawFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A satellite and a board at a real broker. */
@Timeout(300)
class MqttSourceTest {
    private static final String KEY = "correct horse battery";
    private static final String HERMES = "hermes/audioServer/hall/audioFrame";
    private static final String RAW = "soribit/hub/hall/audio";
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(500);

    private static final String SYNC = "test/sync";

    @TempDir Path folder;
    private final Set<String> synced = ConcurrentHashMap.newKeySet();
    private int syncs;
    private Mosquitto broker;
    private MqttMessageBus hub;
    private MqttMessageBus board;

    @BeforeEach
    void start() throws Exception {
        broker = new Mosquitto(folder);
        hub = bus("hub");
        board = bus("board");
        hub.subscribe(SYNC, (topic, payload, retained) -> synced.add(new String(payload, UTF_8)));
        // A message is lost that comes before the subscription.
        Await.until(
                "the hub hears the board",
                () -> {
                    board.publish(SYNC, new byte[0], 1, false);
                    return !synced.isEmpty();
                });
    }

    /** Waits until the hub has all that the board has sent so far. */
    private void settle() {
        String mark = "" + ++syncs;
        board.publish(SYNC, mark.getBytes(UTF_8), 1, false);
        Await.until("all has come", () -> synced.contains(mark));
    }

    private MqttMessageBus bus(String name) {
        MqttMessageBus bus = new MqttMessageBus(new BusSettings(name, "test-" + name, "", ""));
        bus.broker(broker.uri());
        Await.until("it is connected", bus::connected);
        return bus;
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
        hub.close();
        broker.close();
    }

    private MqttSource source(Duration silence, MonotonicClock clock, Object... settings) {
        return source(hub, silence, clock, settings);
    }

    private static MqttSource source(
            @Nullable MessageBus bus, Duration silence, MonotonicClock clock, Object... settings) {
        MqttSourceConfig config =
                Configurations.of(
                        MqttSourceConfig.class, Map.of("room", "hall", "key", KEY), settings);
        return new MqttSource(bus, config, silence, new ManualClock(), clock);
    }

    private static float[] read(AudioStream stream, int count) throws IOException {
        float[] samples = new float[count];
        int done = 0;
        while (done < count) {
            done += stream.read(samples, done, count - done);
        }
        return samples;
    }

    private AudioStream open(MqttSource source, String topic, byte[]... messages)
            throws IOException {
        return whileSent(source::open, topic, messages);
    }

    private interface Listening<T> {
        T listen() throws IOException;
    }

    /** Something is sent again and again, since nobody says when it is listened for. */
    private <T> T whileSent(Listening<T> listening, String topic, byte[]... messages)
            throws IOException {
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        sender.scheduleWithFixedDelay(
                () -> List.of(messages).forEach(m -> board.publish(topic, m, 1, false)),
                0,
                50,
                TimeUnit.MILLISECONDS);
        try {
            return listening.listen();
        } finally {
            sender.shutdown();
            Await.until("the last is sent", sender::isTerminated);
            settle();
        }
    }

    @Test
    void hearsWavChunks() throws Exception {
        byte[] first = Chunks.wav(16_000, 2, 10, 8_192);
        MqttSource source = source(LONG, MonotonicClock.SYSTEM);
        assertThat(source.id()).isEqualTo("mqtt.hall");
        try (AudioStream stream = open(source, HERMES, first)) {
            assertThat(stream.format()).isEqualTo(new AudioFormat(16_000, 2));
            assertThat(read(stream, 20)).containsOnly(0.25f);
            board.publish(HERMES, Chunks.wav(16_000, 2, 5, -16_384), 1, false);
            await(stream, -0.5f);
            board.publish(HERMES, Chunks.wav(48_000, 1, 5, 1), 1, false);
            assertThatThrownBy(() -> await(stream, 1))
                    .hasMessageContaining("it now sends AudioFormat[sampleRate=48000, channels=1]");
        }
        byte[] sine = Chunks.ffmpeg(1_000);
        try (AudioStream stream = open(source, HERMES, sine)) {
            float[] second = read(stream, 16_000);
            int rising = 0;
            for (int i = 1; i < second.length; i++) {
                rising += second[i - 1] < 0 && second[i] >= 0 ? 1 : 0;
            }
            assertThat(rising).isCloseTo(440, within(2));
        }
    }

    /** Reads until there is a sample, since the first message may have come several times. */
    private static void await(AudioStream stream, float sample) throws IOException {
        float[] one = new float[stream.format().channels()];
        while (one[0] != sample) {
            assertThat(stream.read(one, 0, one.length)).isEqualTo(one.length);
        }
    }

    @Test
    void hearsFramesWithItsKeyOnceAndInOrder() throws Exception {
        MqttSource source = source(LONG, MonotonicClock.SYSTEM, "format", "raw");
        byte[] foreign = RawFrame.bytes("another key altogether", 9, 0, 320, 1);
        try (LogCapture log = LogCapture.by(Rejections.class.getName())) {
            try (AudioStream stream = open(source, RAW, RawFrame.bytes(KEY, 1, 0, 320, 8_192))) {
                board.publish(RAW, foreign, 1, false);
                board.publish(RAW, RawFrame.bytes(KEY, 1, 2, 320, -8_192), 1, false);
                board.publish(RAW, RawFrame.bytes(KEY, 1, 1, 320, 16_384), 1, false);
                assertThat(read(stream, 320)).containsOnly(0.25f);
                assertThat(read(stream, 320)).containsOnly(0.5f);
                assertThat(read(stream, 320)).containsOnly(-0.25f);
                assertThat(stream.lostPackets()).isZero();
                for (int i = 5; i < 9; i++) {
                    board.publish(RAW, RawFrame.bytes(KEY, 1, i, 320, 100), 1, false);
                }
                read(stream, 320);
                assertThat(stream.lostPackets()).isEqualTo(2);
            }
            assertThat(log.await("ignoring a message on " + RAW))
                    .contains("source mqtt.hall in room hall")
                    .doesNotContain(KEY);
        }
        assertThat(source.check().toString()).contains("MQTT topic " + RAW + ", format raw");
        byte[] replayed = RawFrame.bytes(KEY, 1, 3, 320, 1);
        byte[] next = RawFrame.bytes(KEY, 2, 0, 320, 4_096);
        try (AudioStream stream = open(source, RAW, replayed, next)) {
            assertThat(read(stream, 320)).containsOnly(0.125f);
        }
    }

    @Test
    void moreThanTheLimitIsDroppedAndCounted() throws Exception {
        ManualClock clock = new ManualClock();
        MqttSource source = source(LONG, clock, "messages_per_second", 10);
        try (LogCapture log = LogCapture.by(Rejections.class.getName());
                AudioStream stream = open(source, HERMES, Chunks.wav(16_000, 1, 1, 1))) {
            for (int i = 0; i < 500; i++) {
                board.publish(HERMES, Chunks.wav(16_000, 1, 1, i), 1, false);
            }
            assertThat(log.await("too much comes for one room")).contains("messages_per_second");
            Await.until("all have come", () -> stream.lostPackets() >= 480);
            assertThat(read(stream, 20)).hasSize(20);
            clock.advance(Duration.ofSeconds(1));
            board.publish(HERMES, Chunks.wav(16_000, 1, 1, 16_384), 1, false);
            await(stream, 0.5f);
        }
    }

    @Test
    void whatIsNoAudioIsNamed() throws Exception {
        MqttSource source = source(SHORT, MonotonicClock.SYSTEM);
        String begin = HERMES + ": no message was taken: ";
        assertThat(refusal(source, HERMES, new byte[9]))
                .isEqualTo(
                        begin
                                + "it is no WAV chunk: it does not begin as a WAV file does: see"
                                + " 'format' and who sends");
        assertThat(refusal(source, HERMES, new byte[70_000]))
                .startsWith(begin + "it has 70000 bytes");
        assertThat(refusal(source, HERMES, Chunks.wav(16_000, 1, 0, 0)))
                .startsWith(begin + "its samples are not complete");
        assertThatThrownBy(() -> open(source, "elsewhere", Chunks.wav(16_000, 1, 1, 0)))
                .hasMessageStartingWith(HERMES + ": no message came: see that it is sent to")
                .hasMessageContaining(broker.uri().toString());
        board.publish(HERMES, Chunks.wav(16_000, 1, 1, 1), 1, true);
        settle();
        assertThat(refusal(source, "elsewhere", new byte[1]))
                .contains("must not be sent as a retained message");
    }

    /** Why it does not open, once a message has come in time. */
    private String refusal(MqttSource source, String topic, byte[] message) {
        AtomicReference<String> last = new AtomicReference<>("");
        Await.until(
                last::get,
                () -> {
                    Throwable failure = catchThrowable(() -> open(source, topic, message));
                    last.set(String.valueOf(failure));
                    return failure == null || !last.get().contains("no message came");
                });
        return last.get().replaceFirst("^\\S+Exception: ", "");
    }

    @Test
    void goesOnAfterARestartOfTheBrokerAndSaysTheGap() throws Exception {
        ManualClock clock = new ManualClock();
        byte[] chunk = Chunks.wav(16_000, 1, 1, 8_192);
        try (LogCapture log = LogCapture.by(MqttStream.class.getName());
                AudioStream stream = open(source(LONG, clock), HERMES, chunk)) {
            broker.kill();
            Await.until("it is lost", () -> !hub.connected() && !board.connected());
            clock.advance(Duration.ofSeconds(5));
            broker.start();
            Await.until("both are back", () -> hub.connected() && board.connected());
            whileSent(
                    () -> {
                        await(stream, 0.5f);
                        return stream;
                    },
                    HERMES,
                    Chunks.wav(16_000, 1, 1, 16_384));
            assertThat(log.await(HERMES + ": a gap of 5000 ms")).startsWith("INFO");
        }
    }

    @Test
    void needsABrokerAKeyAndATopic() {
        assertThatThrownBy(() -> source(null, SHORT, MonotonicClock.SYSTEM).open())
                .hasMessageContaining("this hub has no MQTT");
        try (MqttMessageBus away = new MqttMessageBus(new BusSettings("x", "x", "", ""))) {
            assertThatThrownBy(() -> source(away, SHORT, MonotonicClock.SYSTEM).open())
                    .hasMessageContaining("no connection to the MQTT broker");
        }
        MqttSource keyless = source(SHORT, MonotonicClock.SYSTEM, "format", "raw", "key", "short");
        assertThatThrownBy(keyless::open).hasMessageContaining("shorter than 16 characters");
        assertThat(keyless.check().toString())
                .contains("critical source mqtt.hall in room hall cannot be used");
        assertThatThrownBy(source(SHORT, MonotonicClock.SYSTEM, "site", "+")::open)
                .hasMessageContaining("has a wildcard: name one topic");
        assertThat(source(SHORT, MonotonicClock.SYSTEM, "site", "flur").check().toString())
                .contains("ok source mqtt.hall", "MQTT topic hermes/audioServer/flur/audioFrame");
    }

    @Test
    void closingEndsARead() throws Exception {
        byte[] chunk = Chunks.wav(16_000, 1, 1, 1);
        AudioStream stream = open(source(LONG, MonotonicClock.SYSTEM), HERMES, chunk);
        CompletableFuture<Throwable> end =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> read(stream, 100_000)));
        stream.close();
        assertThat(end.get()).isInstanceOf(IOException.class);
    }
}
