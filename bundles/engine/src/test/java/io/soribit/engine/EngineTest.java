// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SourceSharing;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.fake.FakeSource;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.Ramp;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.fake.Tone;
import io.soribit.engine.model.ModelSettings;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.testkit.Await;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole pipeline, on the threads of the engine. */
class EngineTest {
    private static final int RATE = 8_000;
    private static final int HOP = 4_000;

    private final FakeFrontEnd frontEnd = new FakeFrontEnd(1);
    private final List<SoundEvent> events = new CopyOnWriteArrayList<>();
    private final List<Long> windows = new CopyOnWriteArrayList<>();
    private final Engine engine =
            new Engine(
                    new Settings(ModelSettings.DEFAULT, HalfSeconds.SCORING, 2),
                    new SoundOntology(),
                    TestClocks.still());

    @AfterEach
    void close() {
        engine.close();
        assertThat(frontEnd.open).hasValue(0);
        Await.until(
                "all threads have ended",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().startsWith("soribit-")));
    }

    @Test
    void soundInTwoRoomsIsOneHouseEvent() {
        engine.addListener("test", "test", () -> events::add);
        engine.add(frontEnd, 0);
        engine.add(FakeModel.doorbell("a"), 0);
        FakeSource kitchen = recording("kitchen.mic", "kitchen", 0.9f);
        FakeSource hall = recording("hall.mic", "hall", 0.8f);
        engine.add(kitchen);
        engine.add(hall);
        Await.until("both rooms hear it", () -> events.size() == 4);
        rest(kitchen);
        rest(hall);
        Await.until("both rooms ended", () -> ended() == 2);
        Await.until(
                "the rooms' events ended",
                () -> events.stream().filter(e -> e.phase() == Phase.END).count() >= 3);
        assertThat(events)
                .filteredOn(e -> e.house() && e.phase() == Phase.START)
                .singleElement()
                .satisfies(e -> assertThat(e.sound().id()).isEqualTo("doorbell"));
        assertThat(events)
                .filteredOn(e -> !e.house() && e.phase() == Phase.START)
                .extracting(SoundEvent::room)
                .containsExactlyInAnyOrder("kitchen", "hall");
        SoundEvent last =
                events.stream().filter(e -> e.house() && e.phase() == Phase.END).findAny().get();
        assertThat(last.rooms()).containsExactly("kitchen", "hall");
        assertThat(last.model()).isEqualTo("a");
        assertThat(engine.sources()).extracting(s -> s.room()).containsExactly("hall", "kitchen");
        assertThat(engine.stageMicros()).containsOnlyKeys("features", "inference", "decision");
    }

    @Test
    void noWindowIsLostOrScoredTwiceWhileModelAndFrontEndAreReplaced() {
        int seconds = 300;
        FakeSource source = new FakeSource("file", "kitchen", RATE, false, false);
        for (int i = 0; i < seconds; i++) {
            source.give(Ramp.samples((long) i * RATE, RATE));
        }
        source.end();
        FakeModel[] models = {recorder("a"), recorder("b")};
        FakeFrontEnd other = new FakeFrontEnd(1);
        engine.add(frontEnd, 0);
        engine.add(models[0], 0);
        engine.add(source);
        for (int i = 0; i < 40; i++) {
            int reached = i * 10;
            Await.until("more windows", () -> windows.size() >= reached || ended() == 1);
            engine.add(models[(i + 1) % 2], 0);
            engine.remove(models[i % 2]);
            assertThat(models[i % 2].open).hasValue(0);
            engine.remove(i % 2 == 0 ? frontEnd : other);
            assertThat(i % 2 == 0 ? frontEnd.open : other.open).hasValue(0);
            engine.add(i % 2 == 0 ? other : frontEnd, 0);
        }
        Await.until("it ended", () -> ended() == 1);
        assertThat(windows)
                .containsExactlyElementsOf(
                        LongStream.range(0, 2 * seconds - 3).map(i -> i * HOP).boxed().toList());
        assertThat(engine.sources().get(0).windows().dropped()).isZero();
        assertThat(engine.sources().get(0).windows().scored()).isEqualTo(2L * seconds - 3);
    }

    @Test
    void noWindowIsLostOrScoredTwiceWhileACompanionComesAndGoes() {
        int seconds = 200;
        FakeSource source = new FakeSource("file", "kitchen", RATE, false, false);
        for (int i = 0; i < seconds; i++) {
            source.give(Ramp.samples((long) i * RATE, RATE));
        }
        source.end();
        FakeModel companion = FakeModel.doorbell("c");
        engine.add(frontEnd, 0);
        engine.add(recorder("a").with("c"), 1);
        engine.add(source);
        for (int i = 0; i < 20; i++) {
            int reached = i * 10;
            Await.until("more windows", () -> windows.size() >= reached || ended() == 1);
            engine.add(companion, 0);
            engine.remove(companion);
            assertThat(companion.open).hasValue(0);
            assertThat(engine.model()).isEqualTo("a");
        }
        Await.until("it ended", () -> ended() == 1);
        assertThat(windows)
                .containsExactlyElementsOf(
                        LongStream.range(0, 2 * seconds - 3).map(i -> i * HOP).boxed().toList());
        assertThat(engine.sources().get(0).windows().dropped()).isZero();
    }

    @Test
    void aSourceThatAnotherHubHearsIsClosedAndShownAsItIsThere() {
        FakeSource source = new FakeSource("udp.hall", "hall", RATE, true, true);
        source.give(Ramp.samples(0, RATE));
        engine.add(source);
        Await.until("it is open", () -> source.open.get() == 1);
        SourceStatus there =
                new SourceStatus(
                        "udp.hall",
                        "hall",
                        SourceState.LISTENING,
                        "",
                        -40,
                        null,
                        new SourceStatus.Windows(7, 0, 0, 1));
        SourceSharing other = here -> there;
        engine.share(other);
        engine.check();
        Await.until("it is closed", () -> source.open.get() == 0);
        assertThat(engine.sources()).containsExactly(there);
        assertThat(engine.recorder().rooms()).isEmpty();
        engine.unshare(other);
        Await.until(
                "it is open again",
                () -> {
                    engine.check();
                    return source.open.get() == 1;
                });
        assertThat(engine.sources().get(0).windows().scored()).isZero();
    }

    @Test
    void aSourceIsHeardHereIfAskingFails() {
        FakeSource source = new FakeSource("udp.hall", "hall", RATE, true, true);
        engine.add(source);
        AtomicInteger asked = new AtomicInteger();
        engine.share(
                here -> {
                    asked.incrementAndGet();
                    throw new AssertionError("injected");
                });
        engine.check();
        engine.check();
        assertThat(asked).hasValue(2);
        source.give(Ramp.samples(0, RATE));
        Await.until("it is heard", () -> engine.sources().get(0).reception().seconds() == 1);
    }

    @Test
    void fileWaitsForAModelAndIsScoredWhole() {
        FakeSource source = new FakeSource("file", "kitchen", RATE, false, false);
        source.give(Ramp.samples(0, 100 * RATE));
        source.end();
        engine.add(source);
        Await.until(
                "it says that there is no model, and waits",
                () ->
                        engine.sources().get(0).message().contains("no model")
                                && waiting("soribit-ear-file"));
        assertThat(engine.sources().get(0).state()).isEqualTo(SourceState.STARTING);
        engine.add(frontEnd, 0);
        engine.add(recorder("a"), 0);
        Await.until("it ended", () -> ended() == 1);
        assertThat(windows).hasSize(197).doesNotHaveDuplicates();
        assertThat(engine.sources().get(0).windows().dropped()).isZero();
    }

    @Test
    void sourcesThatCannotBeHeardHarmNoOther() {
        engine.add(frontEnd, 0);
        engine.add(recorder("a"), 0);
        engine.add(new FakeSource("bad", "a+b", RATE, true, true));
        engine.add(
                new AudioSource() {
                    @Override
                    public String id() {
                        throw new IllegalStateException("faulty");
                    }

                    @Override
                    public String room() {
                        return "attic";
                    }

                    @Override
                    public AudioStream open() {
                        throw new IllegalStateException("faulty");
                    }
                });
        FakeSource good = recording("good", "kitchen", 0.9f);
        rest(good);
        engine.add(good);
        Await.until("the good one ended", () -> ended() == 1);
        assertThat(engine.sources())
                .filteredOn(s -> s.state() == SourceState.LOST)
                .hasSize(2)
                .allSatisfy(s -> assertThat(s.message()).contains("cannot be listened to"));
    }

    @Test
    void removedSourceIsScoredToItsLastSample() {
        engine.add(frontEnd, 0);
        engine.add(recorder("a"), 0);
        FakeSource source = new FakeSource("mic", "kitchen", RATE, true, true);
        source.give(Ramp.samples(0, 2 * RATE + 100));
        engine.add(source);
        Await.until("all of it is heard", () -> windows.size() == 1 && waiting("soribit-ear-mic"));
        engine.remove(source);
        assertThat(engine.sources()).isEmpty();
        assertThat(source.open).hasValue(0);
        Await.until("the rest is scored", () -> windows.size() == 2 && frontEnd.open.get() == 0);
    }

    @Test
    void configuredModelTakesOverWhileAudioFlows() {
        engine.add(frontEnd, 0);
        engine.add(recorder("a"), 0);
        engine.add(recorder("b"), 0);
        FakeSource source = new FakeSource("mic", "kitchen", RATE, true, true);
        engine.add(source);
        source.give(Ramp.samples(0, 4 * RATE));
        Await.until("it is heard", () -> windows.size() == 5);
        engine.configure(
                new Settings(
                        new ModelSettings("b", List.of("a"), Map.of("hall", List.of("a", "b"))),
                        HalfSeconds.SCORING,
                        1));
        assertThat(engine.model()).isEqualTo("b");
        assertThat(engine.model("kitchen")).isEqualTo("b");
        assertThat(engine.model("hall")).isEqualTo("a+b");
        source.give(Ramp.samples(4 * RATE, 4 * RATE));
        Await.until("it is heard on", () -> windows.size() == 13);
        assertThat(windows)
                .containsExactlyElementsOf(
                        LongStream.range(0, 13).map(i -> i * HOP).boxed().toList());
    }

    @Test
    void closingEndsWhatSounds() {
        engine.addListener("test", "test", () -> events::add);
        engine.add(frontEnd, 0);
        engine.add(FakeModel.doorbell("a"), 0);
        FakeSource source = new FakeSource("mic", "kitchen", RATE, true, true);
        float[] loud = new float[3 * RATE];
        Tone.fill(loud, 0, loud.length, 0.9f);
        source.give(loud);
        engine.add(source);
        Await.until("it has begun", () -> events.size() == 2);
        engine.close();
        assertThat(events)
                .extracting(SoundEvent::phase)
                .containsExactly(Phase.START, Phase.START, Phase.END, Phase.END);
    }

    private FakeModel recorder(String id) {
        return new FakeModel(
                id,
                1,
                List.of("doorbell"),
                (features, scores) -> {
                    long at = Ramp.position(features.get(0));
                    if (at >= 0) { // not the trial before it is active
                        windows.add(at);
                    }
                    scores[0] = windows.size() % 2 * 1e-3f;
                });
    }

    private static FakeSource recording(String id, String room, float loudness) {
        FakeSource source = new FakeSource(id, room, RATE, false, false);
        float[] audio = new float[7 * RATE];
        Tone.fill(audio, 4 * RATE, 7 * RATE, loudness);
        source.give(audio);
        return source;
    }

    private static void rest(FakeSource source) {
        source.give(new float[4 * RATE]);
        source.end();
    }

    private long ended() {
        return engine.sources().stream().filter(s -> s.state() == SourceState.ENDED).count();
    }

    private static boolean waiting(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().equals(name) && t.getState() == Thread.State.WAITING);
    }
}
