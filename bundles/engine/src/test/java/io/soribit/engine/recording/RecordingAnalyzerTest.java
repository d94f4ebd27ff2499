// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.AudioStream;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.ModelException;
import io.soribit.api.Sound;
import io.soribit.api.hub.Analyzer.Findings;
import io.soribit.engine.fake.BeepDetector;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.fake.FakeSource;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.fake.Tone;
import io.soribit.engine.model.ModelSettings;
import io.soribit.engine.model.ModelSwitch;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.engine.score.Scorer;
import io.soribit.testkit.Await;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 8,000 samples a second; a window is heard by its first sample. */
class RecordingAnalyzerTest {
    private static final int RATE = 8_000;

    private final SoundOntology ontology = new SoundOntology();
    private final Scorer scorer =
            new Scorer(
                    HalfSeconds.SCORING, Runnable::run, ontology, TestClocks.still(), report -> {});
    private final ModelSwitch models = new ModelSwitch(scorer, ModelSettings.DEFAULT, () -> 2);
    private final RecordingAnalyzer analyzer =
            new RecordingAnalyzer(scorer, models, () -> HalfSeconds.SCORING, ontology);
    private final FakeFrontEnd frontEnd = new FakeFrontEnd(1);
    private final FakeModel model = FakeModel.doorbell("a");
    private final List<Double> starts = new ArrayList<>();
    private final List<Float> heard = new ArrayList<>();
    private final List<Float> bells = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private Runnable atWindow = () -> {};
    private final Findings findings =
            new Findings() {
                @Override
                public void features(FrontEndSpec input, FloatBuffer features) {
                    assertThat(input).isEqualTo(model.descriptor().frontEnd());
                    heard.add(features.get());
                }

                @Override
                public void window(String m, double start, List<String> labels, float[] scores) {
                    assertThat(labels).containsExactly("doorbell");
                    names.add(m);
                    starts.add(start);
                    bells.add(scores[0]);
                    atWindow.run();
                }

                @Override
                public void event(String m, Sound sound, double onset, double end, float score) {
                    events.add(m + " " + sound.id() + " " + onset + " " + end);
                }
            };

    @BeforeEach
    void provide() {
        models.add(frontEnd, 0);
        models.add(model, 0);
    }

    @Test
    void findsASoundWithinARecording() throws Exception {
        float[] audio = new float[10 * RATE];
        Tone.fill(audio, 3 * RATE, 5 * RATE, 0.9f);
        analyze(null, audio);
        assertThat(starts).hasSize(17);
        assertThat(events).containsExactly("a doorbell 4.5 5.0");
        assertThat(heard).as("what the front end made of each window").hasSize(17);
        assertThat(heard.get(6)).isGreaterThan(0.5f);
        assertThat(Math.abs(heard.get(12))).isLessThan(0.01f);
    }

    @Test
    void theHousesModelsDecideTogetherUnlessOneIsNamed() throws Exception {
        models.add(FakeModel.doorbell("b").with("c"), 1);
        models.add(new FakeModel("c", 1, List.of("Doorbell"), (f, s) -> s[0] = 0.5f), 0);
        float[] audio = new float[10 * RATE];
        Tone.fill(audio, 3 * RATE, 5 * RATE, 0.9f);
        analyze("b", audio);
        assertThat(names).containsOnly("b");
        assertThat(events).singleElement().asString().startsWith("b doorbell");
        float alone = bells.get(6);

        forget();
        analyze(null, audio);
        List<String> together = List.copyOf(events);
        assertThat(together).singleElement().asString().startsWith("b+c doorbell");
        assertThat(names).containsOnly("b+c");
        assertThat(starts).hasSize(17).isSorted().doesNotHaveDuplicates();
        assertThat(heard).as("what the front end made for the first").hasSize(17);
        assertThat(heard.get(6)).isGreaterThan(0.5f);
        assertThat(bells.get(6)).isCloseTo((float) Math.sqrt(alone * 0.5), within(1e-3f));

        forget();
        analyze("b+c", audio);
        assertThat(events).isEqualTo(together);
        forget();
        analyze("a+a", audio);
        assertThat(names).containsOnly("a");
    }

    @Test
    void theLongestWindowsAreReportedWithWhatTheFirstModelMadeOfItsLast() throws Exception {
        models.add(new FakeFrontEnd(1, "long", 6), 0);
        models.add(FakeModel.doorbell("b").on("long"), 0);
        float[] audio = new float[6 * RATE + 1];
        Tone.fill(audio, 2 * RATE, 6 * RATE, 0.9f);
        analyze("a+b", audio);
        assertThat(names).containsOnly("a+b");
        assertThat(starts).containsExactly(0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5);
        assertThat(heard).hasSize(8);
        assertThat(heard.get(1)).isLessThan(0.01f);
        assertThat(heard.get(2)).as("of the window that ends as late").isGreaterThan(0.5f);
        assertThat(events).singleElement().asString().startsWith("a+b doorbell");
    }

    private void forget() {
        starts.clear();
        heard.clear();
        bells.clear();
        names.clear();
        events.clear();
    }

    @Test
    void eachSampleLiesInAWindow() throws Exception {
        analyze("a", new float[10]);
        assertThat(starts).containsExactly(0.0);
        starts.clear();
        analyze("a", new float[2 * RATE + 1]);
        assertThat(starts).containsExactly(0.0, 0.5);
        starts.clear();
        analyze("a", new float[3 * RATE]);
        assertThat(starts).containsExactly(0.0, 0.5, 1.0);
        starts.clear();
        analyze("a", new float[0]);
        assertThat(starts).containsExactly(0.0);
    }

    @Test
    void eventsEndWithTheRecording() throws Exception {
        float[] audio = new float[RATE];
        Tone.fill(audio, 0, audio.length, 0.9f);
        analyze(null, audio);
        assertThat(events).containsExactly("a doorbell 0.0 1.0");
    }

    @Test
    void windowsWithoutNumbersDoNotCountAndEndWhatSounds() throws Exception {
        models.add(
                new FakeModel(
                        "n",
                        1,
                        List.of("doorbell"),
                        (f, s) -> s[0] = f.get(f.position()) > 0.5f ? 0.9f : Float.NaN),
                0);
        float[] audio = new float[14 * RATE];
        Tone.fill(audio, 3 * RATE, 5 * RATE, 0.9f);
        Tone.fill(audio, 9 * RATE, 11 * RATE, 0.9f);
        analyze("n", audio);
        assertThat(starts).hasSize(25);
        assertThat(events).hasSize(2).allMatch(event -> event.startsWith("n doorbell"));
    }

    @Test
    void freesItsSessions() throws Exception {
        analyze("a", new float[RATE]);
        int mine = model.open.get();
        analyze("a", new float[RATE]);
        assertThat(model.open).hasValue(mine);
        assertThat(frontEnd.open).hasValue(0);
    }

    @Test
    void detectorsBesideTheModelAreHeardTooButNotTheirWindows() throws Exception {
        BeepDetector beeps = new BeepDetector();
        scorer.addDetector(beeps);
        float[] audio = new float[10 * RATE];
        Tone.fill(audio, 3 * RATE, 5 * RATE, 0.9f);
        Tone.fill(audio, 7 * RATE, 8 * RATE, -0.9f);
        analyze(null, audio);
        assertThat(starts).hasSize(17);
        assertThat(events)
                .containsExactlyInAnyOrder("a doorbell 4.5 5.0", "beeps smoke_alarm 7.0 8.0");
        assertThat(beeps.open).hasValue(0);
    }

    @Test
    void unknownModelIsRefused() {
        assertThatThrownBy(() -> analyze("x", new float[RATE]))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no model 'x'")
                .hasMessageContaining("[a]");
    }

    @Test
    void removedModelEndsTheAnalysisAndLeavesNothingOpen() {
        FakeModel other = FakeModel.doorbell("b");
        models.add(other, 0);
        List<Thread> removers = new ArrayList<>();
        atWindow =
                () -> {
                    if (removers.isEmpty()) {
                        Thread remover = new Thread(() -> models.remove(other));
                        removers.add(remover);
                        remover.start();
                        Await.until(
                                "removal waits for this window",
                                () -> remover.getState() == Thread.State.TIMED_WAITING);
                    }
                };
        assertThatThrownBy(() -> analyze("b", new float[60 * RATE]))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("was removed");
        assertThat(other.open).hasValue(0);
    }

    private void analyze(@Nullable String id, float[] audio) throws IOException, ModelException {
        FakeSource source = new FakeSource("file", "kitchen", RATE, false, false);
        source.give(audio);
        source.end();
        try (AudioStream stream = source.open()) {
            analyzer.analyze(stream, id, findings);
        }
    }
}
