// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.AudioFormat;
import io.soribit.api.GoldenWindow;
import io.soribit.api.Phase;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.house.Report;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.engine.score.EarScorer;
import io.soribit.engine.score.InstalledDetector;
import io.soribit.engine.score.Scorer;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The house hears with its model and that model's companion, on the thread of the test. */
class CompanionTest {
    private static final int RATE = 8_000;

    private final ManualClock clock = TestClocks.clock();
    private final List<Report> reports = new ArrayList<>();
    private final Scorer scorer =
            new Scorer(
                    HalfSeconds.SCORING,
                    Runnable::run,
                    new SoundOntology(),
                    TestClocks.of(clock),
                    reports::add);
    private final ModelSwitch models =
            new ModelSwitch(scorer, new ModelSettings("", List.of("a", "b"), Map.of()), () -> 2);
    private final FakeFrontEnd frontEnd = new FakeFrontEnd(1);
    private final FakeModel active = FakeModel.doorbell("a").with("c");
    private DoubleUnaryOperator hears = level -> level;
    private final FakeModel companion =
            new FakeModel(
                    "c",
                    1,
                    List.of("Doorbell"),
                    (f, s) -> s[0] = (float) hears.applyAsDouble(f.get(f.position())));
    private final Segment segment =
            new Segment(new AudioFormat(RATE, 1), true, TestClocks.of(clock));
    private final EarScorer ear = scorer.attach("hall", true);

    @BeforeEach
    void start() {
        models.add(frontEnd, 0);
        models.add(active, 0);
    }

    @AfterEach
    void close() {
        models.close();
        scorer.close();
        assertThat(frontEnd.open).hasValue(0);
    }

    @Test
    void theHouseHearsWithBothAndItsModelStaysOne() throws Exception {
        models.add(companion, 0);
        assertThat(models.model()).isEqualTo("a");
        assertThat(models.model("hall")).isEqualTo("a");
        assertThat(states()).containsExactly("a active", "c active");
        assertThat(models.statuses().get(1).reason()).isEqualTo("hears with a");
        ear.opened(segment);
        hears = level -> 0.01;
        hear(0.8f, 5);
        assertThat(reports).isEmpty();
        hears = level -> 0.4;
        hear(0.8f, 5);
        assertThat(reports).extracting(Report::model).containsExactly("a+c");
        assertThat(ear.windows().scored()).as("each is counted once").isEqualTo(17);
    }

    @Test
    void aRoomWithAModelOfItsOwnHearsWithThatAlone() throws Exception {
        models.add(companion, 0);
        hears = level -> 0.01;
        models.use("a", "hall");
        ear.opened(segment);
        hear(0.8f, 5);
        assertThat(reports).extracting(Report::model).containsExactly("a");
        assertThat(models.statuses().get(1).reason()).isEqualTo("hears with a");
    }

    @Test
    void theCompanionOfACompanionHearsNothing() throws Exception {
        models.add(companion.with("d"), 0);
        models.add(FakeModel.doorbell("d"), 0);
        assertThat(states()).containsExactly("a active", "c active", "d probed");
    }

    @Test
    void oneThatFailsItsProofIsLeftOut() throws Exception {
        companion.golden =
                List.of(new GoldenWindow("ding", new float[] {0.2f}, Map.of("Doorbell", 0.9f)));
        models.add(companion, 0);
        assertThat(states()).containsExactly("a active", "c refused");
        assertThat(companion.open).hasValue(0);
        int proofs = companion.opened.get();
        ear.opened(segment);
        hear(0.8f, 5);
        models.reconsider();
        models.add(FakeModel.doorbell("d"), 0);
        assertThat(reports).extracting(Report::model).containsExactly("a");
        assertThat(companion.opened).as("not tried again").hasValue(proofs);
    }

    @Test
    void theCompanionChangesWithTheModel() throws Exception {
        models.add(companion, 0);
        FakeModel other = FakeModel.doorbell("d");
        models.add(other, 0);
        models.add(FakeModel.doorbell("b").with("d"), 0);
        models.add(FakeModel.doorbell("e"), 0);
        ear.opened(segment);
        hear(0.8f, 3);
        assertThat(models.use("b")).startsWith("b is active instead of a (same sounds as a");
        assertThat(states())
                .containsExactly("a retired", "b active", "c retired", "d active", "e probed");
        assertThat(companion.open).hasValue(0);
        assertThat(models.use("e")).startsWith("e is active instead of b");
        assertThat(other.open).hasValue(0);
        assertThat(models.use("c")).startsWith("c is active instead of e");
        assertThat(models.use("a")).startsWith("a is active instead of c");
        assertThat(states()).contains("a active", "c active");
        assertThat(reports).as("one sound").hasSize(1);
        assertThat(ear.windows().dropped()).isZero();
    }

    @Test
    void noneWaitsForACompanionThatComes() throws Exception {
        ear.opened(segment);
        hear(0, 3);
        hear(0.9f, 1.9);
        models.add(companion, 0);
        assertThat(reports).isEmpty();
        hear(0.9f, 1.1);
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START);
        assertThat(reports).extracting(Report::model).containsExactly("a+c");
        assertThat(ear.windows().scored()).isEqualTo(2 * 6 - 3);
    }

    @Test
    void whoComesIsHeardWithTheNextWindow() throws Exception {
        hears = level -> 0.01;
        ear.opened(segment);
        hear(0, 3);
        hear(0.9f, 1.9);
        models.add(companion, 0);
        hear(0.9f, 5);
        assertThat(reports).isEmpty();
    }

    @Test
    void noneWaitsForTheLongWindowsOfACompanionThatComes() throws Exception {
        FakeFrontEnd longer = new FakeFrontEnd(1, "long", 12);
        models.add(longer, 0);
        ear.opened(segment);
        hear(0, 3);
        hear(0.9f, 1.9);
        models.add(companion.on("long"), 0);
        hear(0.9f, 1.1);
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START);
        hear(0.9f, 9);
        assertThat(reports).hasSize(1);
        models.remove(longer);
        assertThat(longer.open).hasValue(0);
    }

    @Test
    void aSoundGoesOnWhileCompanionsComeAndGo() throws Exception {
        ear.opened(segment);
        for (int i = 0; i < 5; i++) {
            hear(0.9f, 1);
            models.add(companion, 0);
            hear(0.9f, 3);
            models.remove(companion);
            assertThat(companion.open).hasValue(0);
        }
        assertThat(reports).extracting(Report::phase).doesNotContain(Phase.END);
        assertThat(reports).extracting(Report::phase).containsOnlyOnce(Phase.START);
        assertThat(ear.windows().scored()).isEqualTo(2 * 20 - 3);
        assertThat(ear.windows().dropped()).isZero();
    }

    @Test
    void oneThatFailsOnEachWindowLeavesTheModelAlone() throws Exception {
        hears =
                level -> {
                    if (level > 0) {
                        throw new IllegalStateException("injected");
                    }
                    return 0;
                };
        models.add(companion, 0);
        ear.opened(segment);
        hear(0.8f, 3);
        assertThat(ear.problem()).contains("c failed on a window: injected");
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START);
        hear(0.8f, 20);
        hear(0.1f, 8);
        assertThat(reports).hasSize(2);
        assertThat(ear.windows().dropped()).isZero();
    }

    @Test
    void oneThatCannotListenHereLeavesTheModelAlone() throws Exception {
        FakeFrontEnd longer = new FakeFrontEnd(1, "long", 32);
        models.add(longer, 0);
        FakeModel deaf = companion.on("long");
        models.add(deaf, 0);
        ear.opened(segment);
        hear(0.8f, 3);
        assertThat(ear.problem()).contains("c cannot listen here: its window is longer than 15 s");
        assertThat(reports).extracting(Report::model).containsExactly("a");
        assertThat(longer.open).hasValue(0);
        models.remove(deaf);
        hear(0.8f, 2);
        assertThat(reports).as("the sound goes on").hasSize(1);
    }

    @Test
    void oneWithoutNumbersLeavesTheModelAlone() throws Exception {
        hears = level -> level > 0 ? Double.NaN : 0;
        models.add(companion, 0);
        ear.opened(segment);
        hear(0.8f, 3);
        assertThat(ear.problem()).contains("c gives scores that are no numbers");
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START);
        hear(0.8f, 20);
        assertThat(reports).hasSize(1);
    }

    @Test
    void whatTheCompanionCostsCountsForAModelThatIsToBecomeActive() throws Exception {
        for (int i = 0; i < 40; i++) { // which leaves 20 ms for a window of each
            Segment room = new Segment(new AudioFormat(RATE, 1), true, TestClocks.of(clock));
            scorer.attach("room " + i, true).opened(room);
            room.append(new float[3 * RATE], 3 * RATE);
            room.end();
        }
        models.add(
                new FakeModel(
                        "slow", 1, List.of("dog"), (f, s) -> LockSupport.parkNanos(25_000_000)),
                0);
        models.add(FakeModel.doorbell("b").with("slow"), 0);
        assertThatThrownBy(() -> models.use("b"))
                .hasMessageContaining("too slow")
                .hasMessageEndingWith("; a is active");
    }

    @Test
    void aHubThatIsOverloadedWithBothFallsBack() {
        models.add(companion, 0);
        models.add(FakeModel.doorbell("b"), 0);
        for (int i = 0; i < 1_000; i++) { // 0.8 ms for each window
            scorer.attach("room " + i, true);
        }
        InstalledDetector beside = Objects.requireNonNull(scorer.activeModels().companion());
        beside.times().scored(3_000_000, 0);
        hears =
                level -> {
                    LockSupport.parkNanos(3_000_000);
                    return 0;
                };
        scorer.balance(2);
        assertThat(ear.windows().hop()).isGreaterThan(1);
        clock.advance(Duration.ofSeconds(10));
        models.reconsider();
        assertThat(models.model()).isEqualTo("b");
        assertThat(states()).containsExactly("a proven", "b active", "c retired");
    }

    private void hear(float level, double seconds) throws InterruptedException {
        float[] block = new float[RATE / 10];
        Arrays.fill(block, level);
        for (int i = 0; i < 10 * seconds; i++) {
            clock.advance(Duration.ofMillis(100));
            segment.append(block, block.length);
            ear.advanced(segment);
        }
    }

    private List<String> states() {
        return models.statuses().stream().map(m -> m.id() + " " + m.state().text()).toList();
    }
}
