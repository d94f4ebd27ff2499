// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.ModelCandidate;
import io.soribit.api.ModelException;
import io.soribit.api.ModelState;
import io.soribit.api.ModelStatus;
import io.soribit.engine.fake.FakeClock;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.ontology.SoundOntology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelChoiceTest {
    @TempDir Path folder;
    private final Engine engine =
            new Engine(Settings.DEFAULT, new SoundOntology(), new FakeClock());
    private ModelChoice choice;
    private Path file;

    @BeforeEach
    void start() {
        file = folder.resolve("etc").resolve("engine.cfg");
        choice = new ModelChoice(engine, file);
        engine.add(new FakeFrontEnd(1), 0);
        engine.add(FakeModel.doorbell("a"), 0);
        engine.add(FakeModel.doorbell("b"), 0);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void aChoiceIsKept() throws Exception {
        choice.use("b");
        assertThat(file).hasContent("model = b\n");
        choice.back();
        assertThat(file).hasContent("model = a\n");
    }

    @Test
    void whatIsRefusedIsNotKept() {
        assertThatThrownBy(() -> choice.use("c")).isInstanceOf(ModelException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void aChoiceThatCannotBeKeptSaysSo() throws Exception {
        Files.writeString(folder.resolve("etc"), "a file where the folder should be");
        assertThat(choice.use("b"))
                .contains("b is in charge")
                .contains("only until the hub restarts");
        assertThat(engine.model()).isEqualTo("b");
    }

    @Test
    void modelsOnTheirWayAreListedWithTheOthers() {
        choice.add(candidate("b", "", ModelState.PROBED));
        choice.add(candidate("c", "", ModelState.CHECKED));
        choice.add(candidate("b", "labels do not fit", ModelState.REFUSED));
        assertThat(lines())
                .containsExactly(
                        "a in charge  none of the preferred ones is there, and its service ranks"
                                + " highest",
                        "b probed place of b ",
                        "b refused place of b labels do not fit",
                        "c checked place of c ");
    }

    private List<String> lines() {
        return choice.list().stream()
                .map(m -> m.id() + " " + m.state().text() + " " + m.place() + " " + m.reason())
                .toList();
    }

    private static ModelCandidate candidate(String id, String reason, ModelState state) {
        ModelStatus status = new ModelStatus(id, "1", "place of " + id, state, reason);
        return () -> status;
    }
}
