// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.ModelException;
import io.soribit.engine.fake.FakeClock;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.ontology.SoundOntology;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSwitchTest {
    private final Scorer scorer =
            new Scorer(
                    ScoringSettings.DEFAULT,
                    Runnable::run,
                    new SoundOntology(),
                    new FakeClock(),
                    report -> {});
    private final ModelSwitch models = new ModelSwitch(scorer, settings("", "b", "a"));
    private final FakeFrontEnd frontEnd = new FakeFrontEnd(1);

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
    void configuredOneIsInChargeOrAnotherStandsIn() {
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
    void nothingIsPutInChargeAfterTheEnd() {
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
        assertThatThrownBy(models::back).hasMessageContaining("no other model");
        assertThat(models.use("c")).isEqualTo("c is in charge instead of a");
        assertThat(models.model()).isEqualTo("c");
        assertThat(models.reason()).isEqualTo("it is the configured one");
        assertThat(states()).containsExactly("a retired", "c in charge");
        assertThat(models.back()).isEqualTo("a is in charge instead of c");
        assertThat(states()).containsExactly("a in charge", "c retired");
        assertThat(models.back()).isEqualTo("c is in charge instead of a");
    }

    @Test
    void whatCannotBeUsedLeavesTheOneInCharge() {
        models.add(frontEnd, 0);
        FakeModel a = FakeModel.doorbell("a");
        models.add(a, 0);
        models.add(new FakeModel("wrong", 2, List.of("dog"), (f, s) -> {}), 0);
        assertThatThrownBy(() -> models.use("wrong"))
                .hasMessageContaining("2 floats")
                .hasMessageContaining("a is still in charge");
        assertThatThrownBy(() -> models.use("none")).hasMessageContaining("there are [a, wrong]");
        assertThat(models.model()).isEqualTo("a");
        assertThat(a.open).hasValue(1);
        assertThat(states()).containsExactly("a in charge", "wrong refused");
        assertThat(models.statuses().get(1).reason()).contains("correct frontEnd");
    }

    private List<String> states() {
        return models.statuses().stream().map(m -> m.id() + " " + m.state().text()).toList();
    }

    private static ModelSettings settings(String model, String... preferred) {
        return new ModelSettings(model, List.of(preferred));
    }
}
