// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.Threshold;
import io.soribit.api.score.Sensitivity.Change;
import io.soribit.engine.decide.ThresholdRules;
import io.soribit.engine.ontology.SoundOntology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdFileTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");

    @TempDir Path folder;
    private Path file;
    private ThresholdFile thresholds;

    @BeforeEach
    void start() {
        file = folder.resolve("etc").resolve("io.soribit.engine.cfg");
        thresholds =
                new ThresholdFile(folder, new SoundOntology(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void write(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void anEntryIsAddedReplacedAndRemovedAndAllElseStays() throws Exception {
        write("# mine\nhop_ms = 480\nthresholds = dog=0.7/0.5, Hall/doorbell=0.5\n");
        thresholds.set("Kitchen", "dog", 0.8f, "Minsu");
        thresholds.set("Hall", "doorbell", 0.75f, "Minsu");
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "# mine",
                        "hop_ms = 480",
                        "thresholds = dog=0.7/0.5, Kitchen/dog=0.80, Hall/doorbell=0.75");
        assertThat(thresholds.threshold("Hall", "doorbell")).contains(0.75f);
        assertThat(thresholds.threshold("Hall", "dog")).as("for all rooms").isEmpty();
        thresholds.set("Hall", "doorbell", null, "Minsu");
        assertThat(thresholds.threshold("Hall", "doorbell")).isEmpty();
        assertThat(Files.readString(file)).contains("thresholds = dog=0.7/0.5, Kitchen/dog=0.80\n");
    }

    @Test
    void aChangeIsAuditedAndUndoneUnlessSomethingElseWasSetSince() throws Exception {
        write("thresholds = Hall/dog=0.7\n");
        thresholds.set("Hall", "dog", 0.8f, "Minsu\tx");
        thresholds.set("Hall", "doorbell", 0.6f, "Jiwoo");
        Change dog = thresholds.changes().get(1);
        assertThat(dog).isEqualTo(new Change(dog.id(), NOW, "Minsu x", "Hall", "dog", 0.7f, 0.8f));
        thresholds.undo(dog.id(), "Jiwoo");
        assertThat(thresholds.threshold("Hall", "dog")).contains(0.7f);
        assertThat(thresholds.changes())
                .hasSize(3)
                .first()
                .extracting(Change::who)
                .isEqualTo("Jiwoo");
        assertThatThrownBy(() -> thresholds.undo(dog.id(), "Minsu"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> thresholds.undo("gone", "Minsu"))
                .isInstanceOf(IllegalArgumentException.class);
        thresholds.undo(thresholds.changes().get(1).id(), "Minsu");
        assertThat(thresholds.threshold("Hall", "doorbell")).as("as the model says").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"living room", "floor2/room214"})
    void whatIsWrittenIsWhatTheEngineReads(String room) throws Exception {
        thresholds.set(room, "doorbell", 0.75f, "Minsu");
        assertThat(thresholds.threshold(room, "doorbell")).contains(0.75f);
        String value = ConfigFile.get(file, "thresholds");
        ThresholdRules rules =
                ThresholdRules.parse(
                        List.of(value), (entry, why) -> assertThat(why).as(entry).isNull());
        Threshold calibrated = new Threshold(0.6f, 0.3f);
        Threshold there =
                rules.apply(
                        room,
                        "doorbell",
                        new SoundOntology().sound("doorbell").orElseThrow(),
                        calibrated);
        assertThat(there.onset()).isEqualTo(0.75f);
        assertThat(there.offset()).isBetween(0.374f, 0.376f);
    }

    @Test
    void dangerUnknownSoundsAndBadValuesAreRefused() {
        for (String sound : List.of("smoke_alarm", "co_alarm", "siren", "no_such_sound")) {
            assertThatThrownBy(() -> thresholds.set("Hall", sound, 0.5f, "Minsu"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (float value : new float[] {0, 1, -1, Float.NaN}) {
            assertThatThrownBy(() -> thresholds.set("Hall", "dog", value, "Minsu"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> thresholds.set("Hall, dog=0.1", "dog", 0.5f, "Minsu"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void aListThatIsNotPlainIsLeftToThePerson() throws Exception {
        String text = "thresholds = \\\n  dog=0.7,\\\n  cat=0.5\n";
        write(text);
        assertThatThrownBy(() -> thresholds.set("Hall", "dog", 0.5f, "Minsu"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("change it there");
        assertThat(Files.readString(file)).isEqualTo(text);
    }
}
