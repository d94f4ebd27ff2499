// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelCandidate;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.model.ModelSettings;
import io.soribit.engine.model.SwitchGuard;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelChoiceTest {
    @TempDir Path folder;
    private final ManualClock clock = TestClocks.clock();
    private final Engine engine =
            new Engine(Settings.DEFAULT, new SoundOntology(), TestClocks.of(clock));
    private ModelChoice choice;
    private Path file;

    @BeforeEach
    void start() {
        file = folder.resolve("etc").resolve(EngineConfig.PID + ".cfg");
        choice = new ModelChoice(engine, folder, true, clock::now);
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
    void theChoiceOfARoomIsKeptAndTakenBackByWhoComesLater() throws Exception {
        assertThatThrownBy(choice::back).hasMessageContaining("no other model");
        choice.use("b", "hall");
        assertThat(file).hasContent("room_models = hall=b\n");
        choice.use("a+b", "attic");
        assertThat(file).hasContent("room_models = attic=a+b, hall=b\n");
        try (Engine other =
                new Engine(Settings.DEFAULT, new SoundOntology(), TestClocks.of(clock))) {
            other.add(new FakeFrontEnd(1), 0);
            other.add(FakeModel.doorbell("a"), 0);
            other.add(FakeModel.doorbell("b"), 0);
            other.configure(configured("", Map.of("attic", List.of("a", "b"))));
            ModelChoice command = new ModelChoice(other, folder, false, clock::now);
            assertThat(command.back()).isEqualTo("a is active in attic too");
            assertThat(file).hasContent("room_models = \n");
        }
    }

    @Test
    void aChangedConfigurationBecomesSwitches() {
        List<Runnable> later = new ArrayList<>();
        choice.follow(configured("b", Map.of("hall", List.of("b"))), later::add);
        assertThat(engine.model()).isEqualTo("a");
        assertThat(engine.modelSwitch().settings().rooms()).isEmpty();
        later.forEach(Runnable::run);
        assertThat(engine.model()).isEqualTo("b");
        assertThat(engine.modelSwitch().settings().rooms()).containsEntry("hall", List.of("b"));
        choice.follow(configured("b", Map.of()), later::add);
        assertThat(engine.modelSwitch().settings().rooms()).isEmpty();
    }

    /**
     * The file is read some time after it was written, when the next choice may be made already.
     */
    @Test
    void whatIsReadOfAnEarlierChoiceTakesNoLaterOneBack() throws Exception {
        List<Runnable> later = new ArrayList<>();
        choice.use("b");
        choice.use("b", "hall");
        choice.use("a");
        choice.use("a", "hall");
        choice.follow(configured("b", Map.of("hall", List.of("b"))), later::add);
        choice.follow(configured("a", Map.of("hall", List.of("a"))), later::add);
        later.forEach(Runnable::run);
        assertThat(engine.model()).isEqualTo("a");
        assertThat(engine.modelSwitch().settings().rooms()).containsEntry("hall", List.of("a"));
        assertThat(file).content().contains("model = a\n").contains("room_models = hall=a");

        Files.writeString(file, "model = b\nroom_models = hall=b\n");
        choice.follow(configured("b", Map.of("hall", List.of("b"))), later::add);
        later.forEach(Runnable::run);
        assertThat(engine.model()).isEqualTo("b");
        assertThat(engine.modelSwitch().settings().rooms()).containsEntry("hall", List.of("b"));
    }

    /** Such as by another hub of a cluster: written back, it would be taken from all hubs. */
    @Test
    void aChoiceThatIsWrittenWhileAnEarlierOneIsFollowedStays() throws Exception {
        List<Runnable> later = new ArrayList<>();
        Files.createDirectories(file.getParent());
        choice.follow(configured("b", Map.of("hall", List.of("b"))), later::add);
        String newer = "model = a\nroom_models = hall=a\n";
        Files.writeString(file, newer);
        later.forEach(Runnable::run);
        assertThat(engine.model()).isEqualTo("b");
        assertThat(file).hasContent(newer);
        later.clear();
        choice.follow(configured("a", Map.of("hall", List.of("a"))), later::add);
        later.forEach(Runnable::run);
        assertThat(engine.model()).isEqualTo("a");
        assertThat(engine.modelSwitch().settings().rooms()).containsEntry("hall", List.of("a"));
        assertThat(file).hasContent(newer);
    }

    @Test
    void aFollowedChoiceThatIsReadOnceMoreTakesNoLaterOneBack() throws Exception {
        List<Runnable> later = new ArrayList<>();
        Settings followed = configured("b", Map.of("hall", List.of("b")));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "model = b\nroom_models = hall=b\n");
        choice.follow(followed, later::add);
        later.forEach(Runnable::run);
        assertThat(engine.model()).isEqualTo("b");
        later.clear();
        choice.use("a");
        choice.use("a", "hall");
        choice.follow(followed, later::add);
        later.forEach(Runnable::run);
        assertThat(engine.model()).isEqualTo("a");
        assertThat(engine.modelSwitch().settings().rooms()).containsEntry("hall", List.of("a"));
        assertThat(file).hasContent("model = a\nroom_models = hall=a\n");
    }

    @Test
    void aRoomsModelThatTheHubDoesNotSurviveIsTakenBack() throws Exception {
        choice.use("b", "hall");
        Settings kept = configured("a", Map.of("hall", List.of("b")));
        ModelChoice restarted = new ModelChoice(engine, folder, true, clock::now);
        assertThat(restarted.survivable(kept).model().rooms()).isEmpty();
        assertThat(file).hasContent("room_models = \n");
    }

    @Test
    void whatIsRefusedIsNotKept() {
        assertThatThrownBy(() -> choice.use("c")).isInstanceOf(ModelException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void aChoiceThatCannotBeKeptSaysSo() throws Exception {
        Files.writeString(folder.resolve("etc"), "a file where the folder should be");
        assertThat(choice.use("b")).contains("b is active").contains("only until the hub restarts");
        assertThat(engine.model()).isEqualTo("b");
    }

    @Test
    void modelsBeingInstalledAreListedWithTheOthers() {
        choice.add(candidate("b", "", ModelState.PROBED));
        choice.add(candidate("c", "", ModelState.CHECKED));
        choice.add(candidate("b", "labels do not fit", ModelState.REFUSED));
        assertThat(lines())
                .containsExactly(
                        "a active  none of the preferred ones is there, and its service ranks"
                                + " highest",
                        "b probed place of b ",
                        "b refused place of b labels do not fit",
                        "c checked place of c ");
    }

    @Test
    void aModelIsAddedAsAWholeAndRemoved() throws Exception {
        InputStream content = new ByteArrayInputStream(new byte[] {1, 2, 3});
        assertThat(choice.install("mine.tflite", content)).startsWith("mine.tflite is in ");
        Path added = folder.resolve("models").resolve("mine.tflite");
        assertThat(added).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(Files.list(added.getParent())).hasSize(1);
        ModelStatus status = new ModelStatus("mine", "1", added.toString(), ModelState.PROBED, "");
        choice.add(() -> status);
        assertThat(choice.remove("mine")).contains("is deleted");
        assertThat(added).doesNotExist();
    }

    @Test
    void whatCannotBeAddedOrRemovedChangesNothing() throws Exception {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        assertThatThrownBy(() -> choice.install("mine.tflite", broken))
                .hasMessageContaining("No space left")
                .hasMessageContaining("nothing has changed");
        assertThat(Files.list(folder.resolve("models"))).isEmpty();
        assertThatThrownBy(() -> choice.install("../mine.tflite", broken))
                .hasMessageContaining("no name of a model file");
        choice.add(candidate("a", "", ModelState.PROBED));
        assertThatThrownBy(() -> choice.remove("a")).hasMessageContaining("came with the hub");
        assertThatThrownBy(() -> choice.remove("x")).hasMessageContaining("no model 'x'");
    }

    @Test
    void aHubThatDoesNotSurviveASwitchGoesBack() throws Exception {
        choice.use("b");
        ModelChoice command = new ModelChoice(engine, folder, false, clock::now);
        assertThat(command.survivable(configured("b")).model().model()).isEqualTo("b");
        ModelChoice restarted = new ModelChoice(engine, folder, true, clock::now);
        assertThat(restarted.survivable(configured("b")).model().model()).isEqualTo("a");
        assertThat(file).hasContent("model = a\n");
        assertThat(restarted.survivable(configured("b")).model().model()).isEqualTo("a");
        assertThat(restarted.survivable(configured("a")).model().model()).isEqualTo("a");
        assertThat(restarted.survivable(configured("b")).model().model())
                .as("a person writes it again")
                .isEqualTo("b");
        ModelChoice again = new ModelChoice(engine, folder, true, clock::now);
        assertThat(again.survivable(configured("b")).model().model()).isEqualTo("b");
    }

    @Test
    void aWallClockThatIsSetIsNoTimeThatItSurvived() throws Exception {
        choice.use("b");
        clock.stepWall(SwitchGuard.FIRST_MINUTES);
        choice.check();
        ModelChoice restarted = new ModelChoice(engine, folder, true, clock::now);
        assertThat(restarted.survivable(configured("b")).model().model()).isEqualTo("a");
    }

    @Test
    void aHubThatSurvivedKeepsItsModel() throws Exception {
        choice.use("b");
        clock.advance(SwitchGuard.FIRST_MINUTES);
        choice.check();
        ModelChoice restarted = new ModelChoice(engine, folder, true, clock::now);
        assertThat(restarted.survivable(configured("b")).model().model()).isEqualTo("b");
        restarted.use("a");
        restarted.close();
        ModelChoice stoppedInGoodOrder = new ModelChoice(engine, folder, true, clock::now);
        assertThat(stoppedInGoodOrder.survivable(configured("a")).model().model()).isEqualTo("a");
    }

    private static Settings configured(String model) {
        return configured(model, Map.of());
    }

    private static Settings configured(String model, Map<String, List<String>> rooms) {
        return new Settings(new ModelSettings(model, List.of(), rooms), HalfSeconds.SCORING, 2);
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
