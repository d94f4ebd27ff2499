// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.rule.Plan;
import io.soribit.alert.rule.RateLimiter;
import io.soribit.alert.rule.RateLimiter.Verdict;
import io.soribit.alert.rule.RuleBook;
import io.soribit.alert.rule.Snoozes;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import io.soribit.common.concurrent.BoundedMap;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes alerts of the sounds of the house: asks the snoozes and the rules, and holds limiter down.
 */
final class AlertIntake {
    private static final int MOST_OPEN = 1_000;

    private final RuleBook rules;
    private final RateLimiter limiter;
    private final Snoozes snoozes;
    private final Supplier<HomeMode> mode;
    private final Clock clock;
    private final AlertDesk desk;

    /** Alerts by the ids of the sounds that go on; a sound that never ends gives way. */
    private final Map<String, Alert> open = new BoundedMap<>(MOST_OPEN);

    /**
     * @param clock its zone is that of the rules' hours
     */
    AlertIntake(
            RuleBook rules,
            RateLimiter limiter,
            Snoozes snoozes,
            Supplier<HomeMode> mode,
            Clock clock,
            AlertDesk desk) {
        this.rules = rules;
        this.limiter = limiter;
        this.snoozes = snoozes;
        this.mode = mode;
        this.clock = clock;
        this.desk = desk;
    }

    /** Takes what the house hears, in order. */
    synchronized void take(SoundEvent event) {
        if (event.phase() == Phase.START) {
            start(event);
        } else if (open.containsKey(event.id())) {
            goOn(event, open.get(event.id()));
        } else if (event.phase() == Phase.END || desk.knows(event.id())) {
            // It began before this bundle was updated: others may know it.
            plan(event).ifPresent(plan -> desk.send(alert(event, plan)));
        } else {
            // It was heard before this bundle was there, or was snoozed in the rooms it began in.
            start(event.started());
        }
    }

    private void start(SoundEvent event) {
        plan(event).ifPresent(plan -> start(event, plan));
    }

    private void start(SoundEvent event, Plan plan) {
        Optional<Alert> elsewhere = desk.join(alert(event, plan));
        if (elsewhere.isPresent()) {
            open.put(event.id(), elsewhere.get());
            return;
        }
        Verdict verdict = limiter.start(event, plan.urgency());
        String joined = verdict.joins();
        Alert alert =
                new Alert(
                        joined == null ? event.id() : joined,
                        event,
                        verdict.urgency(),
                        delivery(event, plan),
                        verdict.times());
        open.put(event.id(), alert);
        if (joined == null) {
            desk.send(alert, plan.reminders());
        } else {
            desk.repeat(alert, plan.reminders());
        }
    }

    private void goOn(SoundEvent event, Alert alert) {
        desk.send(alert.with(event));
        if (event.phase() == Phase.END) {
            open.remove(event.id());
            limiter.end(event);
        }
    }

    private Optional<Plan> plan(SoundEvent event) {
        return rules.decide(event, mode.get(), LocalDateTime.now(clock))
                .filter(plan -> plan.urgency() == Urgency.EMERGENCY || !snoozes.covers(event));
    }

    /** Without the devices of those who have snoozed it for themselves. */
    private DeliveryOptions delivery(SoundEvent event, Plan plan) {
        Set<String> who = plan.urgency() == Urgency.EMERGENCY ? Set.of() : snoozes.by(event);
        return who.isEmpty()
                ? plan.delivery()
                : plan.delivery().omitting(desk.people().devices(who));
    }

    private Alert alert(SoundEvent event, Plan plan) {
        return new Alert(event.id(), event, plan.urgency(), delivery(event, plan), 1);
    }
}
