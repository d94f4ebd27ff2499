// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Model;
import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelFigures;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.ontology.SoundOntology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelRankingTest {
    private static final Duration HOP = Duration.ofMillis(500);
    private static final Map<String, double[]> KNOWN =
            Map.of(
                    "exact", new double[] {40, 0.9},
                    "good", new double[] {4, 0.8},
                    "foreign", new double[] {1, Double.NaN},
                    "beside", new double[] {40, Double.NaN});

    private @Nullable KnownModel companion;
    private final AtomicInteger measured = new AtomicInteger();
    private final ModelRanking ranking =
            new ModelRanking(this::figures, this::companion, new SoundOntology());
    private final List<KnownModel> models =
            Stream.of("foreign", "broken", "good", "exact")
                    .map(id -> new KnownModel(FakeModel.doorbell(id)))
                    .toList();

    private @Nullable KnownModel companion(KnownModel model) {
        return companion;
    }

    private ModelFigures figures(Model model) throws ModelException {
        measured.incrementAndGet();
        String id = model.descriptor().id();
        double[] known = KNOWN.get(id);
        if (known == null) {
            throw new ModelException("it does not run");
        }
        return new ModelFigures(id, 1, 1, known[0], known[0], 1, 1, known[1], 0.5);
    }

    @Test
    void theMostAccurateThatKeepsUpComesFirst() {
        assertThat(ranking.rank(models, 1, 2, HOP)).containsExactly("exact", "good", "foreign");
        assertThat(ranking.why("exact"))
                .contains("90.0 %", "40.00 ms", "the rooms (1) leave 800 ms");
        assertThat(ranking.rank(models, 40, 2, HOP)).containsExactly("good", "foreign", "exact");
        assertThat(ranking.why("good")).contains("the rooms (40) leave 20 ms");
    }

    @Test
    void aModelThatKnowsNoSmokeAlarmComesBehindThoseThatDo() {
        List<KnownModel> some = new ArrayList<>(models);
        some.set(2, knowing("good", "doorbell", "Smoke detector, smoke alarm"));
        assertThat(ranking.rank(some, 1, 2, HOP)).containsExactly("good", "exact", "foreign");
        assertThat(ranking.why("good"))
                .startsWith("it is the most accurate that keeps up with the rooms and knows")
                .contains("smoke alarm", "80.0 %");
        some.set(3, knowing("exact", "smoke_alarm"));
        assertThat(ranking.rank(some, 1, 2, HOP)).containsExactly("exact", "good", "foreign");
        assertThat(ranking.why("exact")).contains("keeps up with the rooms: 90.0 %");
    }

    private static KnownModel knowing(String id, String... labels) {
        return new KnownModel(new FakeModel(id, 1, List.of(labels), (f, s) -> {}));
    }

    @Test
    void whereNoneKeepsUpTheFastestComesFirst() {
        assertThat(ranking.rank(models, 4_000, 2, HOP)).containsExactly("foreign", "good", "exact");
        assertThat(ranking.why("foreign")).startsWith("none keeps up");
    }

    @Test
    void whatTheCompanionCostsCounts() {
        companion = new KnownModel(FakeModel.doorbell("beside"));
        assertThat(ranking.rank(models, 1, 2, HOP)).containsExactly("exact", "good", "foreign");
        assertThat(ranking.why("exact")).contains("80.00 ms");
        assertThat(ranking.rank(models, 15, 2, HOP))
                .as("44 ms for both, where the rooms leave 53")
                .containsExactly("good", "foreign", "exact");
        assertThat(ranking.prefer(models.subList(2, 4), 15, 2, HOP))
                .containsExactly("good", "exact");
        companion = null;
        assertThat(ranking.rank(models, 15, 2, HOP)).containsExactly("exact", "good", "foreign");
        assertThat(ranking.why("exact")).contains("40.00 ms");
    }

    @Test
    void aModelIsMeasuredOnce() {
        ranking.rank(models.subList(2, 4), 1, 2, HOP);
        ranking.rank(models.subList(2, 4), 2, 2, HOP);
        assertThat(measured).hasValue(2);
    }
}
