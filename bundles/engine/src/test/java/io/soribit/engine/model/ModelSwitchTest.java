// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.AudioFormat;
import io.soribit.api.GoldenWindow;
import io.soribit.api.ModelException;
import io.soribit.api.Phase;
import io.soribit.api.hub.ModelFigures;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.house.Report;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.engine.score.EarScorer;
import io.soribit.engine.score.Scorer;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ModelSwitchTest {
    private static final int RATE = 16_000;

    private final ManualClock clock = TestClocks.clock();
    private final Scorer scorer =
            new Scorer(
                    HalfSeconds.SCORING,
                    Runnable::run,
                    new SoundOntology(),
                    TestClocks.of(clock),
                    this::published);
    private final ModelSwitch models = new ModelSwitch(scorer, settings("", "b", "a"), () -> 2);
    private final FakeFrontEnd frontEnd = new FakeFrontEnd(1);
    private final List<String> published = new ArrayList<>();

    private void published(Report report) {
        if (report.phase() == Phase.START) {
            published.add(report.room() + " " + report.sound().id() + " " + report.model());
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(models.model()).isNull();
        assertThat(models.reason()).contains("no model");
        models.add(FakeModel.doorbell("a"), 0);
        assertThat(models.model()).isNull();
        assertThat(models.reason()).contains("front end samples");
        assertThat(models.models()).containsExactly("a");
        models.add(frontEnd, 0);
        assertThat(models.model()).isEqualTo("a");
    }

    @Test
    void followsThePreferenceThenTheRanking() {
        models.add(frontEnd, 0);
        models.add(FakeModel.doorbell("x"), 1);
        models.add(FakeModel.doorbell("y"), 2);
        assertThat(models.model()).isEqualTo("y");
        assertThat(models.reason()).contains("ranks highest");
        models.add(FakeModel.doorbell("a"), 0);
        assertThat(models.model()).isEqualTo("a");
        models.add(FakeModel.doorbell("b"), 0);
        assertThat(models.model()).isEqualTo("b");
        assertThat(models.reason()).contains("preferred");
        assertThat(models.models()).containsExactly("a", "b", "x", "y");
    }

    @Test
    void configuredModelIsActiveOrAnotherReplacesIt() {
        models.add(frontEnd, 0);
        models.add(FakeModel.doorbell("a"), 0);
        models.configure(settings("c", "b", "a"));
        assertThat(models.model()).isEqualTo("a");
        assertThat(models.reason())
                .isEqualTo("stands in for c, which is configured but is not there");
        models.add(FakeModel.doorbell("c"), 0);
        assertThat(models.model()).isEqualTo("c");
        assertThat(models.reason()).isEqualTo("it is the configured one");
    }

    @Test
    void modelThatCannotRunIsPassedOver() {
        models.add(frontEnd, 0);
        FakeModel wrongSize = new FakeModel("b", 2, List.of("dog"), (f, s) -> {});
        models.add(wrongSize, 0);
        assertThat(models.model()).isNull();
        assertThat(models.reason()).contains("2 floats").contains("makes 1");
        assertThat(wrongSize.open).hasValue(0);
        models.add(FakeModel.doorbell("a"), 0);
        assertThat(models.model()).isEqualTo("a");
        models.configure(settings("b", "a"));
        assertThat(models.model()).isEqualTo("a");
        assertThat(models.reason()).contains("b, which is configured but cannot run");
    }

    @Test
    void nothingOfARemovedModelStaysOpen() {
        FakeModel a = FakeModel.doorbell("a");
        models.add(frontEnd, 0);
        models.add(a, 0);
        models.remove(a);
        assertThat(a.opened.get()).isPositive();
        assertThat(a.open).hasValue(0);
        assertThat(frontEnd.open).hasValue(0);
        assertThat(models.model()).isNull();
    }

    @Test
    void noModelIsActivatedAfterClose() {
        FakeModel a = FakeModel.doorbell("a");
        FakeModel b = FakeModel.doorbell("b");
        models.add(frontEnd, 0);
        models.add(a, 0);
        models.add(b, 0);
        models.close();
        scorer.close();
        int opened = a.opened.get();
        models.remove(b);
        assertThat(models.model()).isNull();
        assertThat(a.opened).hasValue(opened);
        assertThat(b.open).hasValue(0);
        assertThat(a.open).hasValue(0);
    }

    @Test
    void aModelIsUsedAndTheOneBeforeComesBack() throws ModelException {
        models.add(frontEnd, 0);
        models.add(FakeModel.doorbell("a"), 0);
        models.add(FakeModel.doorbell("c"), 0);
        assertThat(models.before()).isNull();
        assertThat(models.use("c")).isEqualTo("c is active instead of a (nothing to compare yet)");
        assertThat(models.model()).isEqualTo("c");
        assertThat(models.reason()).isEqualTo("it is the configured one");
        assertThat(states()).containsExactly("a retired", "c active");
        assertThat(back()).startsWith("a is active instead of c");
        assertThat(states()).containsExactly("a active", "c retired");
        assertThat(back()).startsWith("c is active instead of a");
    }

    @Test
    void unusableModelLeavesTheActiveOne() {
        models.add(frontEnd, 0);
        FakeModel a = FakeModel.doorbell("a");
        models.add(a, 0);
        models.add(new FakeModel("wrong", 2, List.of("dog"), (f, s) -> {}), 0);
        assertThatThrownBy(() -> models.use("wrong"))
                .hasMessageContaining("2 floats")
                .hasMessageEndingWith("; a is active");
        assertThatThrownBy(() -> models.use("none")).hasMessageContaining("there are [a, wrong]");
        assertThat(models.model()).isEqualTo("a");
        assertThat(a.open).hasValue(1);
        assertThat(states()).containsExactly("a active", "wrong refused");
        assertThat(models.statuses().get(1).reason()).contains("correct frontEnd");
    }

    @Test
    void aGoldenWindowProvesAModelOrRefusesIt() throws ModelException {
        models.add(frontEnd, 0);
        models.add(FakeModel.doorbell("a"), 0);
        FakeModel c = FakeModel.doorbell("c");
        c.golden = List.of(golden("a ding", 0.8f, 0.75f));
        models.add(c, 0);
        models.use("c");
        FakeModel d = FakeModel.doorbell("d");
        d.golden = List.of(golden("a ding", 0.8f, 0.75f), golden("a dong", 0.3f, 0.9f));
        models.add(d, 0);
        assertThatThrownBy(() -> models.use("d"))
                .hasMessageContaining("scores 'doorbell' 0.300 in its golden window 'a dong'")
                .hasMessageContaining("expects 0.900")
                .hasMessageEndingWith("; c is active");
        assertThat(states()).containsExactly("a retired", "c active", "d refused");
        assertThat(d.open).hasValue(0);
    }

    @Test
    void theNextModelIsComparedOverWhatTheRoomsHeard() throws Exception {
        models.add(frontEnd, 0);
        models.add(FakeModel.doorbell("a"), 0);
        models.add(new FakeModel("deaf", 1, List.of("doorbell"), (f, s) -> s[0] = 0), 0);
        models.add(FakeModel.doorbell("twin"), 0);
        EarScorer ear = scorer.attach("hall", false);
        Segment segment = new Segment(new AudioFormat(RATE, 1), false, TestClocks.still());
        ear.opened(segment);
        float[] second = new float[RATE];
        for (int i = 0; i < 6; i++) {
            Arrays.fill(second, i % 2);
            segment.append(second, RATE);
            ear.advanced(segment);
        }
        assertThat(models.use("deaf")).contains("same sounds as a in 5 of 9 windows");
        assertThat(models.use("twin")).contains("same sounds as deaf in 5 of 9 windows");
        assertThat(models.use("a")).contains("same sounds as twin in 9 of 9 windows");
    }

    @Test
    void modelThatIsTooSlowOrScoresImplausiblyIsRefused() throws Exception {
        models.add(frontEnd, 0);
        models.add(FakeModel.doorbell("a"), 0);
        models.add(
                new FakeModel(
                        "slow",
                        1,
                        List.of("doorbell"),
                        (f, s) -> LockSupport.parkNanos(900_000_000)),
                0);
        models.add(
                new FakeModel(
                        "wild",
                        1,
                        List.of("doorbell"),
                        (f, s) -> s[0] = f.get(f.position()) > 0 ? Float.NaN : 0),
                0);
        EarScorer ear = scorer.attach("hall", true);
        Segment segment = new Segment(new AudioFormat(RATE, 1), true, TestClocks.still());
        ear.opened(segment);
        float[] audio = new float[5 * RATE / 2];
        Arrays.fill(audio, 0.1f);
        segment.append(audio, audio.length);
        segment.end();
        assertThatThrownBy(() -> models.use("slow"))
                .hasMessageContaining("too slow for this hub")
                .hasMessageContaining("smaller variant");
        assertThatThrownBy(() -> models.use("wild")).hasMessageContaining("gave the score NaN");
        assertThat(models.model()).isEqualTo("a");
    }

    @Test
    void aWindowThatWasHeldUpRefusesNoModel() throws Exception {
        models.add(frontEnd, 0);
        models.add(FakeModel.doorbell("a"), 0);
        AtomicInteger windows = new AtomicInteger();
        models.add(
                new FakeModel(
                        "late",
                        1,
                        List.of("doorbell"),
                        (f, s) -> {
                            if (f.get(f.position()) > 0 && windows.incrementAndGet() == 1) {
                                LockSupport.parkNanos(900_000_000);
                            }
                        }),
                0);
        scorer.attach("attic", true);
        models.times().scored(750_000_000, 0); // which leaves 50 ms for the hall
        EarScorer ear = scorer.attach("hall", false);
        Segment segment = new Segment(new AudioFormat(RATE, 1), false, TestClocks.still());
        ear.opened(segment);
        float[] audio = new float[6 * RATE];
        Arrays.fill(audio, 0.1f);
        segment.append(audio, audio.length);
        assertThat(models.use("late", "hall")).contains("late is active in hall");
        assertThat(windows.get()).isGreaterThan(4);
    }

    @Test
    void aModelIsMeasured() throws ModelException {
        models.add(frontEnd, 0);
        FakeModel exact = FakeModel.doorbell("fake-float32");
        FakeModel rough =
                new FakeModel(
                        "fake-rough",
                        1,
                        List.of("doorbell", "dog"),
                        (f, s) -> {
                            s[0] = 0.5f;
                            s[1] = f.get(f.position());
                        });
        rough.golden = List.of(golden("soft", 0.3f, 0.5f), golden("loud", 0.9f, 0.5f));
        models.add(exact, 0);
        models.add(rough, 0);
        ModelFigures figures = models.measure("fake-rough");
        assertThat(figures.agreement()).isEqualTo(0.5);
        assertThat(figures.p95Millis()).isGreaterThanOrEqualTo(figures.p50Millis());
        assertThat(figures.accuracy()).isNaN();
        assertThat(rough.open).hasValue(0);
        assertThatThrownBy(() -> models.measure("none")).hasMessageContaining("no model 'none'");
    }

    @Test
    void theHubChoosesUntilAPersonDoes() throws ModelException {
        models.add(frontEnd, 0);
        models.add(FakeModel.rated("rough", 0.7), 0);
        models.add(FakeModel.rated("good", 0.8), 0);
        assertThat(models.use("auto"))
                .startsWith("good is active: it is the most accurate that keeps up")
                .contains("80.0 %");
        models.add(FakeModel.rated("better", 0.9), 0);
        assertThat(models.model()).isEqualTo("better");
        models.use("rough");
        scorer.attach("one more room", true);
        models.reconsider();
        assertThat(models.model()).isEqualTo("rough");
    }

    @Test
    void aPreferredModelThatDoesNotKeepUpGivesWayUntilThereAreFewerRooms() throws ModelException {
        models.add(frontEnd, 0);
        models.add(FakeModel.doorbell("a"), 0);
        models.add(
                new FakeModel(
                        "b", 1, List.of("doorbell"), (f, s) -> LockSupport.parkNanos(2_000_000)),
                0);
        models.add(FakeModel.doorbell("unknown"), 9);
        List<EarScorer> rooms = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) { // 0.8 ms for each window
            rooms.add(scorer.attach("room " + i, true));
        }
        models.times().scored(2_000_000, 0);
        scorer.balance(2);
        clock.advance(Duration.ofSeconds(9));
        scorer.balance(2);
        models.reconsider();
        assertThat(models.model()).isEqualTo("b");
        clock.advance(Duration.ofSeconds(1));
        models.reconsider();
        assertThat(models.model()).isEqualTo("a");
        assertThat(models.reason()).contains("rooms (1000)");
        models.add(FakeModel.doorbell("other"), 0);
        assertThat(models.model()).isEqualTo("a");
        models.use("b");
        assertThat(models.model()).as("a person's choice").isEqualTo("b");
        models.configure(settings("", "b", "a"));
        models.reconsider();
        assertThat(models.model()).isEqualTo("a");
        rooms.remove(0).leave();
        models.reconsider();
        assertThat(models.model()).isEqualTo("b");
    }

    @Test
    void aRoomHasAModelOfItsOwnOrTwo() throws ModelException {
        models.add(frontEnd, 0);
        FakeModel a = FakeModel.doorbell("a");
        FakeModel c = FakeModel.doorbell("c");
        models.add(a, 0);
        models.add(c, 0);
        models.add(FakeModel.doorbell("d"), 0);
        assertThat(models.use("c+d", "hall"))
                .isEqualTo("c+d is active in hall instead of a (nothing to compare yet)");
        assertThat(states()).containsExactly("a active", "c active", "d active");
        assertThat(models.statuses().get(1).reason()).isEqualTo("chosen for hall");
        assertThat(models.use("c", "hall")).startsWith("c is active in hall instead of c+d");
        assertThat(states()).containsExactly("a active", "c active", "d retired");
        assertThat(models.use("c", "hall")).isEqualTo("c is active already");
        models.remove(c);
        assertThat(c.open).as("the house's stands in").hasValue(0);
        models.add(c, 0);
        assertThat(states()).containsExactly("a active", "c active", "d retired");
        assertThat(models.use("house", "hall")).isEqualTo("a is active in hall too");
        assertThat(c.open).hasValue(0);
        assertThat(back()).startsWith("c is active in hall instead of a");
        assertThatThrownBy(() -> models.use("c+d")).hasMessageContaining("name it");
        assertThatThrownBy(() -> models.use("x", "hall")).hasMessageEndingWith("; c is active");
    }

    @Test
    void whatOneOfTwoModelsInARoomKnowsCountsByItsOwnScore() throws Exception {
        models.add(frontEnd, 0);
        models.add(FakeModel.doorbell("a"), 0);
        models.add(new FakeModel("z", 1, List.of("dog"), (f, s) -> s[0] = 1), 0);
        models.use("a+z", "hall");
        EarScorer hall = scorer.attach("hall", false);
        EarScorer attic = scorer.attach("attic", false);
        for (EarScorer ear : List.of(hall, attic)) {
            Segment segment = new Segment(new AudioFormat(RATE, 1), false, TestClocks.still());
            ear.opened(segment);
            float[] audio = new float[2 * RATE];
            Arrays.fill(audio, 1);
            segment.append(audio, audio.length);
            ear.advanced(segment);
        }
        assertThat(published)
                .containsExactlyInAnyOrder("hall doorbell a+z", "hall dog a+z", "attic doorbell a");
        assertThat(hall.windows().scored()).isPositive();
        assertThat(hall.windows()).as("each is counted once").isEqualTo(attic.windows());
    }

    private String back() throws ModelException {
        PreviousModel before = Objects.requireNonNull(models.before());
        return models.use(before.joined(), before.room());
    }

    private static GoldenWindow golden(String name, float feature, float score) {
        return new GoldenWindow(name, new float[] {feature}, Map.of("doorbell", score));
    }

    private List<String> states() {
        return models.statuses().stream().map(m -> m.id() + " " + m.state().text()).toList();
    }

    private static ModelSettings settings(String model, String... preferred) {
        return new ModelSettings(model, List.of(preferred), Map.of());
    }
}
