// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import static io.soribit.alert.Events.event;
import static io.soribit.alert.Events.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Flash;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import io.soribit.testkit.AlertBuilder;
import io.soribit.testkit.Configurations;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleBookTest {
    private static final Duration REPEAT = Duration.ofSeconds(30);
    private static final Duration UNSEEN = Duration.ofMinutes(30);
    private static final LocalDateTime NOON = at(12, 0);
    private static final LocalDateTime NIGHT = at(2, 30);

    private final RuleBook book =
            new RuleBook(
                    new AlertRules(new String[] {"cat=off, phone_ring=off"}, "notice", p -> {}),
                    REPEAT,
                    UNSEEN);

    /** On a Monday. */
    private static LocalDateTime at(int hour, int minute) {
        return LocalDate.of(2026, 3, 2).atTime(hour, minute);
    }

    private Optional<Plan> decide(Sound sound, HomeMode mode, LocalDateTime time) {
        return book.decide(event("a", Phase.START, sound, true), mode, time);
    }

    private Optional<Urgency> urgency(Sound sound, HomeMode mode) {
        return decide(sound, mode, NOON).map(Plan::urgency);
    }

    private void rule(String name, Map<String, Object> config) {
        book.add(
                new RuleComponent(name, Configurations.of(RuleComponent.Config.class, config))
                        .rule());
    }

    private static String[] list(String... entries) {
        return entries;
    }

    @Test
    void withoutRulesAnEmergencyReachesEverythingAndRepeatsUntilItIsSeen() {
        for (HomeMode mode : HomeMode.values()) {
            Plan plan = decide(sound("smoke_alarm", Urgency.EMERGENCY), mode, NOON).orElseThrow();
            assertThat(plan)
                    .isEqualTo(
                            new Plan(
                                    Urgency.EMERGENCY,
                                    new DeliveryOptions(Set.of(), null, true),
                                    new ReminderPolicy(REPEAT, null, Set.of(), UNSEEN)));
        }
    }

    @Test
    void withoutRulesNoticesDoNotFlashInModeSleep() {
        assertThat(decide(sound("doorbell", Urgency.URGENT), HomeMode.SLEEP, NIGHT))
                .contains(new Plan(Urgency.URGENT, DeliveryOptions.DEFAULT, ReminderPolicy.NONE));
        assertThat(urgency(sound("dog", Urgency.NOTICE), HomeMode.HOME)).contains(Urgency.NOTICE);
        assertThat(urgency(sound("dog", Urgency.NOTICE), HomeMode.SLEEP)).contains(Urgency.INFO);
        assertThat(urgency(sound(Sound.UNKNOWN_LOUD, Urgency.NOTICE), HomeMode.SLEEP))
                .contains(Urgency.NOTICE);
        assertThat(urgency(sound("speech", Urgency.INFO), HomeMode.HOME)).isEmpty();
        assertThat(urgency(sound("cat", Urgency.NOTICE), HomeMode.HOME)).isEmpty();
    }

    @Test
    void aRuleIsForItsSoundsRoomsModesAndHours() {
        rule(
                "night",
                Map.of(
                        "sounds", list("doorbell, Knock"),
                        "rooms", list("hall"),
                        "modes", list("sleep", "away"),
                        "hours", "22:00-7:00",
                        "urgency", "emergency"));
        Sound bell = sound("doorbell", Urgency.URGENT);
        assertThat(decide(bell, HomeMode.SLEEP, NIGHT).map(Plan::urgency))
                .contains(Urgency.EMERGENCY);
        assertThat(decide(sound("knock", Urgency.URGENT), HomeMode.AWAY, at(22, 0)))
                .map(Plan::urgency)
                .contains(Urgency.EMERGENCY);
        assertThat(decide(bell, HomeMode.HOME, NIGHT).map(Plan::urgency)).contains(Urgency.URGENT);
        assertThat(decide(bell, HomeMode.SLEEP, at(7, 0)).map(Plan::urgency))
                .contains(Urgency.URGENT);
        assertThat(decide(sound("siren", Urgency.URGENT), HomeMode.SLEEP, NIGHT))
                .map(Plan::urgency)
                .contains(Urgency.URGENT);

        rule("attic", Map.of("order", 1, "rooms", list("attic"), "urgency", "off"));
        assertThat(decide(bell, HomeMode.SLEEP, NIGHT)).isPresent();
    }

    @Test
    void aRuleIsForARoomOrForAllRoomsOfAZone() {
        rule("floor", Map.of("rooms", list("floor2/*, attic"), "targets", list("ntfy:floor2")));
        for (String room : List.of("floor2/room214", "floor2/east/room230", "attic")) {
            assertThat(targets(room)).as(room).containsExactly("ntfy:floor2");
        }
        for (String room : List.of("floor22/room1", "floor3/room301", "floor2")) {
            assertThat(targets(room)).as(room).isEmpty();
        }
    }

    private Set<String> targets(String room) {
        Alert heard = AlertBuilder.alert("a").rooms(room).build();
        return book.decide(heard.event(), HomeMode.HOME, NOON).orElseThrow().delivery().targets();
    }

    @Test
    void theFirstThatMatchesDecidesAll() {
        rule("b", Map.of("order", 2, "urgency", "off"));
        rule(
                "a",
                Map.ofEntries(
                        Map.entry("order", 1),
                        Map.entry("sounds", list("doorbell")),
                        Map.entry("targets", list("bed, tablet")),
                        Map.entry("colour", "#00FF00"),
                        Map.entry("rate_hz", 2.0),
                        Map.entry("burst_seconds", 4),
                        Map.entry("rest_seconds", 6),
                        Map.entry("repeat_seconds", 60),
                        Map.entry("escalate_seconds", 90),
                        Map.entry("escalate_to", list("phone"))));
        Flash flash = new Flash("#00FF00", 2, Duration.ofSeconds(4), Duration.ofSeconds(6));
        assertThat(decide(sound("doorbell", Urgency.URGENT), HomeMode.HOME, NOON))
                .contains(
                        new Plan(
                                Urgency.URGENT,
                                new DeliveryOptions(Set.of("bed", "tablet"), flash, true),
                                new ReminderPolicy(
                                        Duration.ofSeconds(60),
                                        Duration.ofSeconds(90),
                                        Set.of("phone"),
                                        UNSEEN)));
        assertThat(decide(sound("dog", Urgency.NOTICE), HomeMode.HOME, NOON)).isEmpty();
    }

    @Test
    void aRuleOverrulesTheConfigurationAndGoesAsItCame() {
        Rule rule =
                new RuleComponent(
                                "cat",
                                Configurations.of(
                                        RuleComponent.Config.class,
                                        Map.of(
                                                "sounds",
                                                list("cat", "speech"),
                                                "urgency",
                                                "notice")))
                        .rule();
        book.add(rule);
        assertThat(urgency(sound("cat", Urgency.INFO), HomeMode.HOME)).contains(Urgency.NOTICE);
        assertThat(urgency(sound("phone_ring", Urgency.NOTICE), HomeMode.HOME)).isEmpty();
        book.remove(rule);
        assertThat(urgency(sound("cat", Urgency.INFO), HomeMode.HOME)).isEmpty();
    }

    @Test
    void dangerCannotBeSilenced() {
        rule("quiet", Map.of("urgency", "off", "targets", list("shelf"), "acknowledge", "no"));
        Plan fire =
                decide(sound("smoke_alarm", Urgency.EMERGENCY), HomeMode.AWAY, NIGHT).orElseThrow();
        assertThat(fire.urgency()).isEqualTo(Urgency.EMERGENCY);
        assertThat(fire.delivery()).isEqualTo(new DeliveryOptions(Set.of(), null, true));
        assertThat(fire.reminders().repeat()).isEqualTo(REPEAT);
        assertThat(urgency(sound("siren", Urgency.EMERGENCY), HomeMode.HOME))
                .contains(Urgency.NOTICE);
        assertThat(urgency(sound("doorbell", Urgency.URGENT), HomeMode.HOME)).isEmpty();
    }

    @Test
    void aRuleWithInvalidConditionsNeverMatches() {
        rule("odd hours", Map.of("hours", "23-7", "urgency", "off"));
        rule("odd mode", Map.of("modes", list("sleep, nap"), "urgency", "off"));
        Sound bell = sound("doorbell", Urgency.URGENT);
        for (HomeMode mode : HomeMode.values()) {
            assertThat(decide(bell, mode, NIGHT).map(Plan::urgency)).contains(Urgency.URGENT);
        }
    }

    @Test
    void invalidSettingsOfARuleAreIgnoredAndTheRestApplies() {
        rule(
                "odd",
                Map.of(
                        "urgency", "loud",
                        "colour", "green",
                        "acknowledge", "yes",
                        "sounds", list("dog")));
        Plan plan = decide(sound("dog", Urgency.NOTICE), HomeMode.HOME, NOON).orElseThrow();
        assertThat(plan.urgency()).isEqualTo(Urgency.NOTICE);
        assertThat(plan.delivery()).isEqualTo(new DeliveryOptions(Set.of(), null, true));
    }

    @Test
    void hoursGoOverMidnight() {
        Hours night = Hours.parse(" 22:00 - 07:00 ");
        assertThat(night.contain(at(22, 0))).isTrue();
        assertThat(night.contain(at(6, 59))).isTrue();
        assertThat(night.contain(at(7, 0))).isFalse();
        assertThat(night.contain(at(12, 0))).isFalse();
        assertThat(Hours.parse("9:00-17:30").contain(at(12, 0))).isTrue();
        assertThat(Hours.parse("9:00-17:30").contain(at(17, 30))).isFalse();
        Hours evening = Hours.parse("22:00-24:00");
        assertThat(evening.contain(at(23, 59))).isTrue();
        assertThat(evening.contain(at(0, 0))).isFalse();
        assertThat(evening.contain(at(21, 59))).isFalse();
        assertThat(Hours.parse("00:00-24:00").contain(at(12, 0))).isTrue();
        for (String wrong :
                new String[] {
                    "25-26",
                    "mon-",
                    "xyz 22:00-07:00",
                    "22-7",
                    "25:00-07:00",
                    "22:00",
                    "22:00-07:00-08:00"
                }) {
            assertThatThrownBy(() -> Hours.parse(wrong)).hasMessageContaining("22:00-07:00");
        }
    }

    @Test
    void hoursAfterMidnightBelongToTheDayOnWhichTheyBegan() {
        Hours workdays = Hours.parse("Mon-Fri 22:00-07:00");
        LocalDateTime monday = at(0, 0);
        assertThat(workdays.contain(monday.withHour(23))).isTrue();
        assertThat(workdays.contain(monday.withHour(6))).isFalse(); // began on Sunday
        assertThat(workdays.contain(monday.plusDays(5).withHour(6))).isTrue(); // began on Friday
        assertThat(workdays.contain(monday.plusDays(5).withHour(23))).isFalse();
        Hours weekend = Hours.parse("sat, sunday");
        assertThat(weekend.contain(monday.plusDays(6).withHour(12))).isTrue();
        assertThat(weekend.contain(monday)).isFalse();
        assertThat(Hours.parse("fri-mon 0:00-24:00").contain(monday.withHour(23))).isTrue();
        assertThat(Hours.parse("fri-mon 0:00-24:00").contain(monday.plusDays(1))).isFalse();
    }

    @Test
    void eachPersonHasToSeeItIfTheRuleOrTheUrgencySaysSo() {
        Sound bell = sound("doorbell", Urgency.URGENT);
        Sound smoke = sound("smoke_alarm", Urgency.EMERGENCY);
        assertThat(decide(smoke, HomeMode.HOME, NOON).orElseThrow().reminders().each()).isFalse();
        rule("bell", Map.of("sounds", list("doorbell"), "seen", "each"));
        Plan plan = decide(bell, HomeMode.HOME, NOON).orElseThrow();
        assertThat(plan.reminders().each()).isTrue();
        assertThat(plan.delivery().acknowledgement()).isTrue();
        assertThat(ReminderPolicy.parse(plan.reminders().text())).contains(plan.reminders());

        RuleBook emergencies =
                new RuleBook(
                        new AlertRules(list(), "notice", p -> {}),
                        REPEAT,
                        UNSEEN,
                        Set.of(Urgency.EMERGENCY));
        assertThat(each(emergencies, smoke)).isTrue();
        assertThat(each(emergencies, bell)).isFalse();
        emergencies.add(
                new RuleComponent(
                                "smoke",
                                Configurations.of(
                                        RuleComponent.Config.class, Map.of("seen", "anyone")))
                        .rule());
        assertThat(each(emergencies, smoke)).isFalse();
    }

    private static boolean each(RuleBook book, Sound sound) {
        return book.decide(event("a", Phase.START, sound, true), HomeMode.HOME, NOON)
                .orElseThrow()
                .reminders()
                .each();
    }
}
