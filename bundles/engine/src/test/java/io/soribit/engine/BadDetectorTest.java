// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Embedding;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Threshold;
import io.soribit.api.Urgency;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.score.TaughtSound;
import io.soribit.engine.fake.BadDetector;
import io.soribit.engine.fake.BadDetector.Method;
import io.soribit.engine.fake.EmbeddingModel;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.fake.FakeSource;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.fake.Tone;
import io.soribit.engine.model.ModelSettings;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.testkit.Await;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A detector that blocks or throws in any of its methods makes no room deaf. */
class BadDetectorTest {
    private static final int RATE = 8_000;
    private static final int THREADS = 2;
    private static final int SECONDS = 4;
    private static final long PAUSE_NANOS = 50_000_000;

    private final ManualClock clock = TestClocks.clock();
    private final CountDownLatch end = new CountDownLatch(1);
    private int played;
    private volatile boolean blocked;
    private long checked = System.nanoTime();
    private final List<SoundEvent> events = new CopyOnWriteArrayList<>();
    private final List<FakeSource> sources =
            List.of("attic", "bath", "hall", "kitchen").stream()
                    .map(room -> new FakeSource(room + ".mic", room, RATE, true, true))
                    .toList();
    private final Engine engine =
            new Engine(
                    new Settings(ModelSettings.DEFAULT, HalfSeconds.SCORING, THREADS),
                    new SoundOntology(),
                    TestClocks.of(clock));

    @BeforeEach
    void hear() {
        engine.addListener("test", "test", () -> events::add);
        engine.add(new FakeFrontEnd(1), 0);
        engine.add(FakeModel.doorbell("a"), 0);
    }

    @AfterEach
    void close() {
        end.countDown();
        engine.close();
    }

    /** Does not even end when it is asked to. */
    private void block() {
        blocked = true;
        boolean over = false;
        while (!over) {
            try {
                end.await();
                over = true;
            } catch (InterruptedException e) {
                Thread.onSpinWait();
            }
        }
    }

    /** Gives all rooms four seconds, and waits until they are scored. */
    private void play(float level) {
        float[] samples = new float[SECONDS * RATE];
        Tone.fill(samples, 0, samples.length, level);
        sources.forEach(source -> source.give(samples));
        played += SECONDS;
        Await.until(
                () -> "all rooms have the audio: " + engine.sources(),
                () -> all(s -> s.reception().seconds() >= played));
        Await.until(
                () -> "all rooms are scored: " + engine.sources(),
                () -> {
                    check();
                    return all(s -> s.windows().scored() >= 2L * played - 3);
                });
    }

    /** Only once a call blocks, and not too often: else one that is held up would count as such. */
    private void check() {
        long now = System.nanoTime();
        if (blocked && now - checked >= PAUSE_NANOS) {
            checked = now;
            engine.check();
        }
    }

    private boolean all(Predicate<SourceStatus> condition) {
        return engine.sources().stream().allMatch(condition);
    }

    /** The rooms with a doorbell that has begun, or ended. */
    private Set<String> rooms(Phase phase) {
        return events.stream()
                .filter(event -> !event.house() && event.phase() == phase)
                .map(SoundEvent::room)
                .collect(Collectors.toSet());
    }

    private void awaitAll(Phase phase) {
        Await.until(
                () -> "all rooms: " + rooms(phase) + " " + engine.sources(),
                () -> rooms(phase).size() == sources.size());
    }

    private void liveThrough() {
        sources.forEach(engine::add);
        play(0.9f);
        awaitAll(Phase.START);
        play(0.01f);
        play(0.01f);
        awaitAll(Phase.END);
        assertThat(engine.sources()).allSatisfy(s -> assertThat(s.windows().dropped()).isZero());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ID", "CLOSE"}) // who registers it waits for its id
    void oneThatBlocksIsLeftOutAndAllRoomsAreHeard(Method method) {
        engine.add(new BadDetector(method, this::block));
        liveThrough();
    }

    @Test
    void oneThatBlocksAsItIsClosedIsLeftBehindAndAllRoomsAreHeard() {
        BadDetector detector = new BadDetector(Method.CLOSE, this::block);
        engine.add(detector);
        sources.forEach(engine::add);
        play(0.01f);
        engine.configure( // its sessions are opened anew
                new Settings(ModelSettings.DEFAULT, HalfSeconds.every(Duration.ofMillis(250)), 2));
        play(0.9f);
        awaitAll(Phase.START);
        assertThat(detector.calls.get()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void oneThatThrowsHarmsNoRoom(Method method) {
        engine.add(
                new BadDetector(
                        method,
                        () -> {
                            throw new NoClassDefFoundError("gone");
                        }));
        liveThrough();
    }

    @Test
    void oneThatBlocksIsNamedAndTriedAgainByOneRoom() {
        BadDetector detector = new BadDetector(Method.WRITE, this::block);
        engine.add(detector);
        liveThrough();
        assertThat(engine.sources())
                .allSatisfy(s -> assertThat(s.message()).contains("does not return"));
        assertThat(engine.blocked()).containsOnlyKeys(BadDetector.class);
        int before = detector.calls.get();
        assertThat(before).isBetween(1, THREADS);
        events.clear();
        clock.advance(Duration.ofSeconds(30));
        play(0.9f);
        awaitAll(Phase.START);
        assertThat(detector.calls).hasValue(before + 1);
        play(0.01f);
        play(0.01f);
        awaitAll(Phase.END);

        end.countDown();
        Await.until(
                () -> "all rooms use it: " + engine.sources(),
                () -> {
                    clock.advance(Duration.ofHours(1)); // a slow machine may have it left out anew
                    play(0.01f);
                    return all(s -> s.message().isEmpty()) && engine.blocked().isEmpty();
                });
        assertThat(detector.taken.get()).isPositive();
        assertThat(engine.blocked()).isEmpty();
    }

    @Test
    void oneThatBlocksAgainAsItIsClosedKeepsNoThread() {
        AtomicBoolean closing = new AtomicBoolean();
        BadDetector detector =
                new BadDetector(
                        Set.of(Method.WRITE, Method.CLOSE),
                        method -> {
                            if (method == Method.WRITE) {
                                blockUntilInterrupted();
                            }
                            closing.set(true);
                            block();
                        });
        engine.add(detector);
        liveThrough();
        Await.until("it blocks again", closing::get);
        events.clear();
        play(0.9f);
        awaitAll(Phase.START);
    }

    private void blockUntilInterrupted() {
        blocked = true;
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("ended", e);
        }
    }

    @Test
    void whatItHearsEndsInAllRoomsWhenItIsLeftOut() {
        AtomicInteger sessions = new AtomicInteger();
        AtomicBoolean blocks = new AtomicBoolean();
        engine.add(new Alarm(sessions, blocks));
        sources.forEach(engine::add);
        play(0.01f);
        Await.until("all rooms have an alarm: " + events, () -> alarms(Phase.START) == 4);
        blocks.set(true);
        play(0.01f); // until it is left out
        play(0.01f);
        Await.until("it has ended in all rooms: " + events, () -> alarms(Phase.END) == 4);
    }

    private long alarms(Phase phase) {
        return events.stream()
                .filter(e -> !e.house() && e.phase() == phase)
                .filter(e -> e.sound().id().equals("smoke_alarm"))
                .map(SoundEvent::room)
                .distinct()
                .count();
    }

    /** Hears a smoke alarm everywhere, until its first session blocks. */
    private final class Alarm implements Detector {
        private final AtomicInteger sessions;
        private final AtomicBoolean blocks;

        Alarm(AtomicInteger sessions, AtomicBoolean blocks) {
            this.sessions = sessions;
            this.blocks = blocks;
        }

        @Override
        public String id() {
            return "alarm";
        }

        @Override
        public List<String> labels() {
            return List.of("smoke_alarm");
        }

        @Override
        public Threshold thresholdOf(String label) {
            return new Threshold(0.5f, 0.4f);
        }

        @Override
        public DetectorSession open(int sampleRate, Duration hop) {
            boolean first = sessions.getAndIncrement() == 0;
            return new DetectorSession() {
                private long heard;

                @Override
                public void write(float[] samples, int offset, int length, ScoreSink sink) {
                    if (first && blocks.get()) {
                        block();
                    }
                    sink.scores(heard, heard + length, new float[] {0.9f});
                    heard += length;
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void aTaughtSoundThatBlocksIsLeftOutAndAllRoomsAreHeard() throws Exception {
        engine.add(new EmbeddingModel("b"), 0);
        engine.modelSwitch().use("b", null);
        TaughtSound sound = new BlockingSound();
        engine.add(sound);
        sources.forEach(engine::add);
        play(0.9f);
        play(0.9f);
        assertThat(engine.blocked()).containsOnlyKeys(BlockingSound.class);
        assertThat(engine.sources()).allSatisfy(s -> assertThat(s.windows().dropped()).isZero());
        engine.remove(sound);
        assertThat(engine.blocked()).isEmpty();
    }

    private final class BlockingSound implements TaughtSound {
        @Override
        public Sound sound() {
            return new Sound(
                    "own_bell",
                    Map.of("en", "Our bell", "ko", "우리 집 종"),
                    "🔔",
                    "#00C853",
                    Urgency.NOTICE,
                    List.of());
        }

        @Override
        public Threshold threshold() {
            return new Threshold(0.5f, 0.4f);
        }

        @Override
        public Embedding embedding() {
            return EmbeddingModel.EMBEDDING;
        }

        @Override
        public float score(float[] values) {
            block();
            return 0;
        }
    }
}
