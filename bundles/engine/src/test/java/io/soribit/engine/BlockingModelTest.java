// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.engine.fake.BadModel;
import io.soribit.engine.fake.BadModel.Method;
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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rooms go on with another model when theirs does not return from a window. */
class BlockingModelTest {
    private static final int RATE = 8_000;
    private static final int SECONDS = 4;
    private static final long PAUSE_NANOS = 50_000_000;

    private final ManualClock clock = TestClocks.clock();
    private final SerialExecutor switches = new SerialExecutor("test-switch");
    private volatile CountDownLatch free = new CountDownLatch(0);
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
                    new Settings(ModelSettings.DEFAULT, HalfSeconds.SCORING, 2),
                    new SoundOntology(),
                    TestClocks.of(clock));

    @BeforeEach
    void hear() {
        engine.addListener("test", "test", () -> events::add);
        engine.add(new FakeFrontEnd(1), 0);
        engine.add(new BadModel("blocking", Method.SCORE, this::block), 1);
        sources.forEach(engine::add);
    }

    @AfterEach
    void close() {
        free.countDown();
        switches.close();
        engine.close();
    }

    /** Does not even end when it is asked to. */
    private void block() {
        boolean over = free.getCount() == 0;
        if (!over) {
            blocked = true;
        }
        while (!over) {
            try {
                free.await();
                over = true;
            } catch (InterruptedException e) {
                Thread.onSpinWait();
            }
        }
    }

    private void give(float level) {
        float[] samples = new float[SECONDS * RATE];
        Tone.fill(samples, 0, samples.length, level);
        sources.forEach(source -> source.give(samples));
        played += SECONDS;
        Await.until(
                () -> "all rooms have the audio: " + engine.sources(),
                () -> all(s -> s.reception().seconds() >= played));
    }

    /** Waits until all rooms are scored. */
    private void awaitScored() {
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
            switches.execute(engine::reconsider);
        }
    }

    private boolean all(Predicate<SourceStatus> condition) {
        return engine.sources().stream().allMatch(condition);
    }

    private Set<String> rooms(String model) {
        return events.stream()
                .filter(e -> !e.house() && e.phase() == Phase.START)
                .filter(e -> Objects.equals(e.model(), model))
                .map(SoundEvent::room)
                .collect(Collectors.toSet());
    }

    @Test
    void anotherTakesOverAndTheFirstIsTriedAgain() {
        engine.add(FakeModel.doorbell("other"), 0);
        assertThat(engine.model()).isEqualTo("blocking");
        give(0.01f);
        awaitScored();

        free = new CountDownLatch(1);
        give(0.9f);
        awaitScored();
        assertThat(engine.model()).isEqualTo("other");
        Await.until(
                () -> "all rooms are heard: " + events,
                () -> rooms("other").size() == sources.size());
        assertThat(engine.sources()).allSatisfy(s -> assertThat(s.windows().dropped()).isZero());

        free.countDown();
        clock.advance(Duration.ofMinutes(5));
        Await.until(
                () -> "it is tried again: " + engine.model(),
                () -> {
                    check();
                    return "blocking".equals(engine.model());
                });
    }

    @Test
    void theRoomsHearWithoutACompanionThatBlocksUntilItReturns() {
        engine.add(FakeModel.doorbell("a").with("blocking"), 2);
        assertThat(engine.model()).isEqualTo("a");
        assertThat(hears("blocking")).isTrue();
        give(0.01f);
        awaitScored();

        free = new CountDownLatch(1);
        give(0.9f);
        awaitScored();
        assertThat(engine.model()).isEqualTo("a");
        assertThat(hears("blocking")).isFalse();
        Await.until(
                () -> "all rooms are heard: " + events, () -> rooms("a").size() == sources.size());
        assertThat(engine.sources()).allSatisfy(s -> assertThat(s.windows().dropped()).isZero());

        free.countDown();
        clock.advance(Duration.ofMinutes(5));
        Await.until(
                "it is tried again",
                () -> {
                    check();
                    return hears("blocking");
                });
        assertThat(engine.model()).isEqualTo("a");
    }

    private boolean hears(String model) {
        return engine.modelSwitch().statuses().stream()
                .anyMatch(m -> m.id().equals(model) && m.state() == ModelState.ACTIVE);
    }

    @Test
    void theOnlyOneIsWaitedFor() {
        give(0.01f);
        awaitScored();
        free = new CountDownLatch(1);
        give(0.9f);
        Await.until("it blocks", () -> blocked);
        for (int i = 0; i < 100; i++) {
            engine.check();
            switches.execute(engine::reconsider);
        }
        assertThat(engine.model()).isEqualTo("blocking");
        free.countDown();
        awaitScored();
        Await.until(
                () -> "all rooms are heard: " + events,
                () -> rooms("blocking").size() == sources.size());
        assertThat(engine.sources()).allSatisfy(s -> assertThat(s.windows().dropped()).isZero());
    }
}
