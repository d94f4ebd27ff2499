// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.alert.Events;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.setting.SettingFiles.Entry;
import io.soribit.api.setting.SettingFiles.InvalidSettingException;
import io.soribit.api.setting.SettingFiles.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleServiceTest {
    private static final String NIGHT =
            """
            # mine
            order = 10
            sounds = doorbell, knock
            hours = 22:00-07:00
            colour = #00C853
            """;

    @TempDir Path data;
    private RuleService rules;

    @BeforeEach
    void open() {
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T20:15:30Z"), ZoneOffset.UTC);
        rules = new RuleService(new Known(), data, clock);
    }

    private Path file(String name) {
        return data.resolve("etc").resolve("io.soribit.alert.rule-" + name + ".cfg");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(data.resolve("etc"));
        Files.writeString(file(name), text);
    }

    private Entry only() throws IOException {
        assertThat(rules.list()).hasSize(1);
        return rules.list().get(0);
    }

    @Test
    void aNewRuleIsAFileAsAPersonWouldWriteIt() throws Exception {
        rules.save(
                null,
                null,
                Map.of("sounds", "doorbell", "hours", "22:00-07:00", "targets", "", "modes", " "),
                "Minsu");
        assertThat(Files.readString(file("own1")))
                .isEqualTo(
                        "# Written on the page, under Home: rules.\n"
                                + "hours = 22:00-07:00\nsounds = doorbell\n");
        rules.save(null, null, Map.of("sounds", "dog", "urgency", "off"), "Minsu");
        assertThat(rules.list()).extracting(Entry::name).containsExactly("own1", "own2");
    }

    @Test
    void aChangeLeavesCommentsOrderAndWhatThePageDoesNotKnow() throws Exception {
        write("night", NIGHT);
        write("page_doorbell_home", "order = 1000\n");
        Entry night = only();
        assertThat(night.editable()).isTrue();
        assertThat(night.entries()).containsEntry("sounds", "doorbell, knock").hasSize(4);
        rules.save(
                "night",
                night.version(),
                Map.of("sounds", "knock", "repeat_seconds", "30"),
                "Minsu");
        assertThat(Files.readString(file("night")))
                .isEqualTo(
                        "# mine\norder = 10\nsounds = knock\ncolour = #00C853\n"
                                + "repeat_seconds = 30\n");
    }

    @Test
    void changesAreAuditedAndUndone() throws Exception {
        write("night", NIGHT);
        rules.remove("night", only().version(), "Minsu");
        assertThat(file("night")).doesNotExist();
        assertThat(rules.changes().get(0).who()).isEqualTo("Minsu");
        assertThat(rules.changes().get(0).before()).containsEntry("hours", "22:00-07:00");
        assertThat(rules.changes().get(0).after()).isNull();
        rules.undo(rules.changes().get(0).id(), "Jiwoo");
        assertThat(Files.readString(file("night"))).isEqualTo(NIGHT);
        String removal = rules.changes().get(1).id();
        assertThatThrownBy(() -> rules.undo(removal, "Minsu"))
                .isInstanceOf(IllegalStateException.class);
        rules.undo(rules.changes().get(0).id(), "Minsu");
        assertThat(file("night")).doesNotExist();
    }

    @Test
    void twoPeopleDoNotOverwriteEachOther() throws Exception {
        write("night", NIGHT);
        String seen = only().version();
        rules.save("night", seen, Map.of("sounds", "dog"), "Minsu");
        assertThatThrownBy(() -> rules.save("night", seen, Map.of("sounds", "knock"), "Jiwoo"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rules.remove("night", seen, "Jiwoo"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rules.remove("../night", seen, "Jiwoo"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(only().entries()).containsEntry("sounds", "dog");
    }

    @Test
    void eachEntryThatIsWrongIsNamedAndNothingIsWritten() {
        rules.bindDefinitions(
                (pid, values) ->
                        pid.equals("io.soribit.alert.rule")
                                ? Map.of("repeat_seconds", "'x' is not a whole number")
                                : Map.of());
        assertThatThrownBy(
                        () ->
                                rules.save(
                                        null,
                                        null,
                                        Map.of(
                                                "sounds", "dogg",
                                                "hours", "late",
                                                "rooms", "Hall\nsounds = x",
                                                "repeat_seconds", "x"),
                                        "Minsu"))
                .isInstanceOfSatisfying(
                        InvalidSettingException.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(Problem::key)
                                        .containsExactlyInAnyOrder(
                                                "repeat_seconds", "hours", "sounds", "rooms"));
        assertThat(data.resolve("etc")).doesNotExist();
    }

    @Test
    void aRuleForATaughtSoundThatIsOffCanBeChanged() throws Exception {
        write("bell", "sounds = own_bell\n");
        Map<String, String> entries = Map.of("sounds", "own_bell", "hours", "22:00-07:00");
        rules.save("bell", only().version(), entries, "Minsu");
        assertThat(only().entries()).containsEntry("hours", "22:00-07:00");
    }

    @Test
    void aValueIsOneLine() {
        for (String value : List.of("a\nb", "a\r\norder = 1", "a\nb\nsounds = smoke_alarm")) {
            assertThatThrownBy(() -> rules.save(null, null, Map.of("rooms", value), "Minsu"))
                    .as(value)
                    .isInstanceOf(InvalidSettingException.class);
        }
        assertThat(data.resolve("etc")).doesNotExist();
    }

    @Test
    void dangerCannotBeSilenced() throws Exception {
        assertThatThrownBy(
                        () ->
                                rules.save(
                                        null,
                                        null,
                                        Map.of("sounds", "dog, smoke_alarm", "urgency", "off"),
                                        "Minsu"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("cannot be silenced");
        rules.save(null, null, Map.of("sounds", "smoke_alarm", "repeat_seconds", "20"), "Minsu");
        assertThat(only().entries()).containsEntry("repeat_seconds", "20");
    }

    @Test
    void aFileThatIsNotUtf8IsLeftToPeople() throws Exception {
        byte[] text = "# für nachts\nsounds = dog\n".getBytes(StandardCharsets.ISO_8859_1);
        write("night", "");
        Files.write(file("night"), text);
        Entry night = only();
        assertThat(night.editable()).isFalse();
        assertThatThrownBy(() -> rules.save("night", night.version(), Map.of(), "Minsu"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file("night")).hasBinaryContent(text);
    }

    @Test
    void aFileInAnotherFormIsLeftToPeople() throws Exception {
        write("list", "sounds = [ \\\n  \"dog\", \\\n]\n");
        Entry list = only();
        assertThat(list.editable()).isFalse();
        assertThatThrownBy(() -> rules.save("list", list.version(), Map.of(), "Minsu"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only be changed in its file");
    }

    /** Four sounds; smoke is danger. */
    private static final class Known implements Ontology {
        @Override
        public Collection<Sound> sounds() {
            return List.of(
                    Events.sound("smoke_alarm", Urgency.EMERGENCY),
                    Events.sound("doorbell", Urgency.URGENT),
                    Events.sound("knock", Urgency.URGENT),
                    Events.sound("dog", Urgency.NOTICE));
        }

        @Override
        public Optional<Sound> sound(String id) {
            return sounds().stream().filter(s -> s.id().equals(id)).findFirst();
        }

        @Override
        public Sound ofLabel(String label) {
            return sound(label).orElseThrow();
        }
    }
}
