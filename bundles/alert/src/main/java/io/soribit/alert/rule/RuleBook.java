// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.api.DeliveryOptions;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Decides whether a sound raises an alert and how it is delivered: by the first rule that matches,
 * and by the urgency where that rule sets nothing. Defaults without rules: emergencies reach all
 * targets and repeat until acknowledged; in mode sleep, notices are shown without flashing, except
 * unknown loud sounds. No rule can silence danger: smoke and carbon monoxide alarms stay
 * emergencies, other sounds of danger are at least notices, and an emergency always reaches all
 * targets. Thread-safe.
 */
public final class RuleBook {
    private static final Set<String> DEADLY = Set.of("smoke_alarm", "co_alarm");

    private final AlertRules urgencies;
    private final Duration repeat;
    private final Duration unseen;
    private final Set<Urgency> each;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    /**
     * @param repeat interval of the reminders of an emergency
     * @param unseen for how long after its sound
     * @param each urgencies of which each person has to see an alert, unless a rule says otherwise
     */
    public RuleBook(AlertRules urgencies, Duration repeat, Duration unseen, Set<Urgency> each) {
        this.each = Set.copyOf(each);
        this.urgencies = urgencies;
        this.repeat = repeat;
        this.unseen = unseen;
    }

    /** Without urgencies of which each person has to see an alert. */
    public RuleBook(AlertRules urgencies, Duration repeat, Duration unseen) {
        this(urgencies, repeat, unseen, Set.of());
    }

    public void add(Rule rule) {
        rules.add(rule);
        rules.sort(Comparator.comparingInt(Rule::order).thenComparing(Rule::name));
    }

    public void remove(Rule rule) {
        rules.remove(rule);
    }

    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    /** How the alert is delivered; empty if none is raised. */
    public Optional<Plan> decide(SoundEvent event, HomeMode mode, LocalDateTime time) {
        Optional<Rule> rule = rules.stream().filter(r -> r.matches(event, mode, time)).findFirst();
        return rule.map(r -> byRule(r, event.sound()))
                .orElseGet(() -> byItself(event.sound(), mode))
                .map(urgency -> plan(rule, urgency));
    }

    /** The urgency of a sound that no rule matches; empty if it raises no alert. */
    public Optional<Urgency> withoutRule(Sound sound, HomeMode mode) {
        return byItself(sound, mode);
    }

    private Optional<Urgency> byRule(Rule rule, Sound sound) {
        Optional<Urgency> requested =
                Optional.ofNullable(rule.urgency())
                        .or(() -> urgencies.urgencyOf(sound).filter(urgencies::reports));
        return safe(requested.filter(u -> !rule.off()), sound);
    }

    private Optional<Urgency> byItself(Sound sound, HomeMode mode) {
        Optional<Urgency> urgency =
                safe(urgencies.urgencyOf(sound), sound).filter(urgencies::reports);
        boolean quiet = mode == HomeMode.SLEEP && !sound.id().equals(Sound.UNKNOWN_LOUD);
        return urgency.map(u -> quiet && u == Urgency.NOTICE ? Urgency.INFO : u);
    }

    static boolean isDeadly(Sound sound) {
        return DEADLY.contains(sound.id());
    }

    /** Sounds of danger cannot be turned off. */
    private static Optional<Urgency> safe(Optional<Urgency> requested, Sound sound) {
        if (isDeadly(sound)) {
            return Optional.of(Urgency.EMERGENCY);
        }
        if (sound.urgency() == Urgency.EMERGENCY) {
            return requested
                    .filter(u -> u.compareTo(Urgency.NOTICE) > 0)
                    .or(() -> Optional.of(Urgency.NOTICE));
        }
        return requested;
    }

    private Plan plan(Optional<Rule> rule, Urgency urgency) {
        boolean emergency = urgency == Urgency.EMERGENCY;
        boolean byEach = rule.map(Rule::each).orElse(each.contains(urgency));
        boolean seen =
                emergency
                        || byEach
                        || rule.map(RuleBook::needsAcknowledgement).orElse(Boolean.FALSE);
        DeliveryOptions delivery =
                new DeliveryOptions(
                        emergency ? Set.of() : rule.map(Rule::targets).orElse(Set.of()),
                        rule.map(Rule::flash).orElse(null),
                        seen);
        Duration usual = emergency ? repeat : Duration.ZERO;
        ReminderPolicy reminders =
                new ReminderPolicy(
                        rule.map(Rule::repeat).orElse(usual),
                        rule.map(Rule::escalateAfter).orElse(null),
                        rule.map(Rule::escalateTo).orElse(Set.of()),
                        seen ? unseen : Duration.ZERO,
                        byEach);
        return new Plan(urgency, delivery, reminders);
    }

    /** Reminders and escalation imply acknowledgement. */
    private static boolean needsAcknowledgement(Rule rule) {
        return Objects.requireNonNullElse(
                rule.acknowledgement(), rule.repeat() != null || rule.escalateAfter() != null);
    }
}
