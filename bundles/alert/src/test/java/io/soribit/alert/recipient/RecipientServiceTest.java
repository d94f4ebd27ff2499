// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.recipient;

import static io.soribit.alert.Events.event;
import static io.soribit.alert.Events.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.alert.AlertConfig;
import io.soribit.alert.rule.AlertRules;
import io.soribit.alert.rule.Plan;
import io.soribit.alert.rule.RuleBook;
import io.soribit.alert.rule.RuleComponent;
import io.soribit.api.Ontology;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Recipients.Change;
import io.soribit.api.hub.Recipients.Choice;
import io.soribit.api.hub.Recipients.Kind;
import io.soribit.api.hub.Recipients.Lock;
import io.soribit.common.io.ChangeFile;
import io.soribit.testkit.Configurations;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipientServiceTest {
    private static final Sound SMOKE = sound("smoke_alarm", Urgency.EMERGENCY);
    private static final Sound BELL = sound("doorbell", Urgency.URGENT);
    private static final Sound DOG = sound("dog", Urgency.NOTICE);
    private static final Sound WASHER = sound("washing_machine", Urgency.INFO);
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-01T20:15:30Z"), ZoneOffset.UTC);
    private static final AlertConfig CONFIG =
            Configurations.of(AlertConfig.class, Map.of("urgency", new String[0]));

    @TempDir private Path data;
    private RecipientService service;

    @BeforeEach
    void start() {
        service = new RecipientService(new House(), CONFIG, data, CLOCK);
    }

    private Choice cell(Sound sound, HomeMode mode) {
        return service.choices().stream()
                .filter(c -> c.sound().equals(sound) && c.mode() == mode)
                .findFirst()
                .orElseThrow();
    }

    private void byHand(String name, Map<String, Object> rule) {
        service.addRule(
                new RuleComponent(
                        Configurations.of(RuleComponent.Config.class, rule),
                        Map.of("service.pid", "io.soribit.alert.rule~" + name)));
    }

    /** Reads the files as the hub does, and asks how an alert would be delivered. */
    private Optional<Plan> decide(Sound sound, HomeMode mode) throws IOException {
        RuleBook book =
                new RuleBook(
                        new AlertRules(new String[0], "notice", p -> {}),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(30));
        Path etc = Files.createDirectories(data.resolve("etc"));
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(etc, "io.soribit.alert.rule-*.cfg")) {
            for (Path file : files) {
                Properties entries = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    entries.load(reader);
                }
                Map<String, Object> config = new HashMap<>();
                config.put("order", Integer.parseInt(entries.getProperty("order")));
                config.put("urgency", entries.getProperty("urgency"));
                for (String list : List.of("sounds", "modes", "targets")) {
                    config.put(list, new String[] {entries.getProperty(list)});
                }
                book.add(
                        new RuleComponent(
                                        Configurations.of(RuleComponent.Config.class, config),
                                        Map.of("service.pid", file.getFileName().toString()))
                                .rule());
            }
        }
        return book.decide(
                event("a", Phase.START, sound, true), mode, LocalDateTime.of(2026, 3, 2, 12, 0));
    }

    @Test
    void withoutAChoiceTheTableSaysWhatTheDefaultsDo() {
        assertThat(service.choices()).hasSize(4 * 3);
        assertThat(cell(BELL, HomeMode.SLEEP).kinds()).isEqualTo(ALL);
        assertThat(cell(DOG, HomeMode.HOME).kinds()).isEqualTo(ALL);
        assertThat(cell(DOG, HomeMode.SLEEP).kinds()).isEmpty();
        assertThat(cell(WASHER, HomeMode.HOME).kinds()).isEmpty();
    }

    @Test
    void aChoiceIsARuleThatDecides() throws Exception {
        service.choose("doorbell", HomeMode.SLEEP, Set.of(Kind.SHAKER, Kind.PHONE), null, "Minsu");
        assertThat(cell(BELL, HomeMode.SLEEP).kinds()).containsOnly(Kind.SHAKER, Kind.PHONE);
        Plan plan = decide(BELL, HomeMode.SLEEP).orElseThrow();
        assertThat(plan.urgency()).isEqualTo(Urgency.URGENT);
        assertThat(plan.delivery().targets()).containsOnly("shakers", "push");
        assertThat(decide(BELL, HomeMode.HOME).orElseThrow().delivery().targets()).isEmpty();
    }

    @Test
    void nobodyMeansThatItIsOnlyShown() throws Exception {
        service.choose("doorbell", HomeMode.AWAY, Set.of(), null, "Minsu");
        assertThat(cell(BELL, HomeMode.AWAY).kinds()).isEmpty();
        assertThat(decide(BELL, HomeMode.AWAY).orElseThrow().urgency()).isEqualTo(Urgency.INFO);
    }

    @Test
    void whatIsOnlyShownBecomesANoticeOnceSomebodyIsChosen() throws Exception {
        service.choose("washing_machine", HomeMode.HOME, Set.of(Kind.PHONE), null, "Minsu");
        service.choose("dog", HomeMode.SLEEP, ALL, null, "Minsu");
        assertThat(decide(WASHER, HomeMode.HOME).orElseThrow().urgency()).isEqualTo(Urgency.NOTICE);
        assertThat(decide(DOG, HomeMode.SLEEP).orElseThrow().urgency()).isEqualTo(Urgency.NOTICE);
        assertThat(cell(DOG, HomeMode.SLEEP).kinds()).isEqualTo(ALL);
    }

    @Test
    void theUsualChoiceLeavesNoFile() throws Exception {
        service.choose("doorbell", HomeMode.HOME, Set.of(Kind.LAMP), null, "Minsu");
        assertThat(data.resolve("etc/io.soribit.alert.rule-page_doorbell_home.cfg")).exists();
        service.choose("doorbell", HomeMode.HOME, ALL, null, "Minsu");
        assertThat(data.resolve("etc")).isEmptyDirectory();
    }

    @Test
    void emergenciesAreLockedWhateverIsChosen() {
        assertThat(cell(SMOKE, HomeMode.SLEEP).lock()).isEqualTo(Lock.EMERGENCY);
        assertThat(cell(SMOKE, HomeMode.SLEEP).kinds()).isEqualTo(ALL);
        assertThatThrownBy(
                        () ->
                                service.choose(
                                        "smoke_alarm", HomeMode.SLEEP, Set.of(), null, "Minsu"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("always reaches everything");
        assertThat(data.resolve("etc")).doesNotExist();
    }

    @Test
    void aRuleOfAPersonThatAlwaysDecidesLocksItsCellsOnly() {
        byHand("guests", Map.of("sounds", new String[] {"dog"}, "modes", new String[] {"home"}));
        byHand("night", Map.of("sounds", new String[] {"doorbell"}, "hours", "mon-fri 22:00-7:00"));
        assertThat(cell(DOG, HomeMode.HOME).lock()).isEqualTo(Lock.RULE);
        assertThat(cell(DOG, HomeMode.HOME).rule()).isEqualTo("guests");
        assertThat(cell(DOG, HomeMode.AWAY).lock()).isEqualTo(Lock.NONE);
        assertThat(cell(BELL, HomeMode.HOME).lock()).isEqualTo(Lock.NONE);
        assertThatThrownBy(() -> service.choose("dog", HomeMode.HOME, Set.of(), null, "Minsu"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rule-guests.cfg");
        assertThat(service.written().get(1).hours()).isEqualTo("mon,tue,wed,thu,fri 22:00-07:00");
    }

    @Test
    void aFileOfThePageThatSomebodyHasChangedByHandIsLeftAlone() throws Exception {
        service.choose("doorbell", HomeMode.HOME, Set.of(Kind.LAMP), null, "Minsu");
        Path file = data.resolve("etc/io.soribit.alert.rule-page_doorbell_home.cfg");
        Files.writeString(file, Files.readString(file).replace("lamps", "bedroom"));
        assertThat(cell(BELL, HomeMode.HOME).lock()).isEqualTo(Lock.RULE);
        assertThat(cell(BELL, HomeMode.HOME).rule()).isEqualTo("page_doorbell_home");
    }

    @Test
    void aChangeSaysWhoAndWhenAndIsUndone() throws Exception {
        Change lamps = service.choose("doorbell", HomeMode.HOME, Set.of(Kind.LAMP), ALL, "Minsu");
        assertThat(lamps.time()).isEqualTo(CLOCK.instant());
        RecipientService restarted = new RecipientService(new House(), CONFIG, data, CLOCK);
        assertThat(restarted.changes()).containsExactly(lamps);
        restarted.undo(lamps.id(), "Jiwoo");
        assertThat(cell(BELL, HomeMode.HOME).kinds()).isEqualTo(ALL);
        assertThat(data.resolve("etc")).isEmptyDirectory();
        assertThat(restarted.changes()).extracting(Change::who).containsExactly("Jiwoo", "Minsu");
    }

    @Test
    void ofTwoPeopleTheLaterOneIsToldAndAnUndoTouchesNoLaterChoice() throws Exception {
        Change first = service.choose("doorbell", HomeMode.HOME, Set.of(Kind.LAMP), ALL, "Minsu");
        assertThatThrownBy(
                        () ->
                                service.choose(
                                        "doorbell", HomeMode.HOME, Set.of(Kind.PHONE), ALL, "J"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("somebody else");
        service.choose("doorbell", HomeMode.HOME, Set.of(Kind.PHONE), null, "Jiwoo");
        assertThatThrownBy(() -> service.undo(first.id(), "Minsu"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cell(BELL, HomeMode.HOME).kinds()).containsOnly(Kind.PHONE);
        assertThatThrownBy(() -> service.undo("gone", "Minsu"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> service.choose("../x", HomeMode.HOME, ALL, null, "Minsu"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLogIsBoundedAndSurvivesAMalformedLine() throws Exception {
        Path file = Files.createDirectories(data.resolve("state")).resolve("recipients");
        Files.writeString(file, "half a line\n");
        for (int i = 0; i <= ChangeFile.KEPT; i++) {
            Set<Kind> kinds = i % 2 == 0 ? Set.of(Kind.LAMP) : ALL;
            service.choose("doorbell", HomeMode.HOME, kinds, null, "Minsu\t" + i);
        }
        assertThat(service.changes()).hasSize(ChangeFile.KEPT);
        assertThat(service.changes().get(0).who()).isEqualTo("Minsu " + ChangeFile.KEPT);
    }

    @Test
    void whatCannotBeWrittenIsSaidAndNothingHasChanged() throws Exception {
        Files.writeString(data.resolve("etc"), "no folder");
        assertThatThrownBy(
                        () ->
                                service.choose(
                                        "doorbell", HomeMode.HOME, Set.of(Kind.LAMP), null, "M"))
                .isInstanceOf(IOException.class);
        assertThat(service.changes()).isEmpty();
    }

    /** Four sounds. */
    private static final class House implements Ontology {
        @Override
        public Collection<Sound> sounds() {
            return List.of(SMOKE, BELL, DOG, WASHER);
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
