// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An alert from its start until its sound is over and nobody has to see it any more. */
public final class ActiveAlert {
    /** An emergency that was seen and goes on is no secret. */
    private static final Duration SEEN_BUT_GOES_ON = Duration.ofMinutes(5);

    /** Nobody seems to be there: reminders of what is over grow rare. */
    private static final Duration RAREST = Duration.ofMinutes(5);

    /** Without an update for so long, a sound is over even if nobody logged so. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final ReminderPolicy reminders;
    private final Instant raised;
    private Alert start;
    private AlertChange change;
    private Instant news;
    private @Nullable Instant over;
    private @Nullable Instant seen;
    private boolean escalated;
    private boolean leftOver;
    private Duration interval;
    private Instant remindAt;

    public ActiveAlert(Alert start, ReminderPolicy reminders, Instant now) {
        this.reminders = reminders;
        this.start = start;
        raised = now;
        news = now;
        change = new AlertChange(start, AlertState.RAISED, now, "");
        interval = reminders.repeat();
        remindAt = now.plus(interval);
    }

    /** One whose sound was over when the hub began again, and that nobody has seen. */
    public static ActiveAlert leftOver(Alert start, ReminderPolicy reminders, Instant now) {
        ActiveAlert alert = new ActiveAlert(start, reminders, start.event().onset());
        alert.end(start.with(start.event().endedAt(now)), now);
        alert.leftOver = true;
        return alert;
    }

    /** Whether notifiers were told of it by an earlier run of the hub. */
    boolean isLeftOver() {
        return leftOver;
    }

    /** What happened to it last. */
    public AlertChange change() {
        return change;
    }

    /** As it is now: with the end of its sound, if that is over. */
    public Alert alert() {
        return change.alert();
    }

    /** As it began, or as it is handled since. */
    public Alert start() {
        return start;
    }

    public void update(Instant now) {
        news = now;
    }

    boolean silentFor(Duration duration, Instant now) {
        return news.plus(duration).isBefore(now);
    }

    /** A person has seen it; an emergency asks for attention all the same. */
    boolean settled() {
        return seen != null && alert().urgency() != Urgency.EMERGENCY;
    }

    public boolean isOver() {
        return over != null;
    }

    /** Its sound came again. */
    public AlertChange repeat(Alert again, Instant now) {
        news = now;
        over = null;
        start = again;
        AlertState state = seen == null ? AlertState.REPEATED : AlertState.ACKNOWLEDGED;
        change = new AlertChange(again, state, now, change.who());
        return new AlertChange(again, AlertState.REPEATED, now, "");
    }

    /** Its sound is over. */
    public void end(Alert end, Instant now) {
        news = now;
        over = now;
        Alert ended = alert().with(end.event());
        change = new AlertChange(ended, change.state(), change.time(), change.who());
    }

    /** Whether nobody needs it any more. */
    boolean isDone(Instant now) {
        Instant end = over;
        if (end == null) {
            return silentFor(FORGOTTEN, now);
        }
        boolean awaited = alert().delivery().acknowledgement() && seen == null;
        return !awaited || !end.plus(reminders.unseen()).isAfter(now);
    }

    /** Marks it as seen; empty if it was seen before. */
    public Optional<AlertChange> acknowledge(String by, Instant now) {
        if (seen != null) {
            return Optional.empty();
        }
        seen = now;
        interval = SEEN_BUT_GOES_ON;
        remindAt = now.plus(interval);
        change = new AlertChange(alert(), AlertState.ACKNOWLEDGED, now, by);
        return Optional.of(change);
    }

    /** Whether people are to be reminded now; then the next time is set. */
    public boolean reminds(Instant now) {
        boolean requested = !reminders.repeat().isZero() && !settled();
        if (!requested || now.isBefore(remindAt)) {
            return false;
        }
        if (over != null && interval.compareTo(RAREST) < 0) {
            Duration rarer = interval.multipliedBy(2);
            interval = rarer.compareTo(RAREST) < 0 ? rarer : RAREST;
        }
        remindAt = now.plus(interval);
        return true;
    }

    public boolean escalates(Instant now) {
        Duration after = reminders.escalateAfter();
        return after != null && !escalated && seen == null && !raised.plus(after).isAfter(now);
    }

    /** From now on it reaches more targets: all, if none of those it is to reach is there. */
    public AlertChange escalate(Instant now, Predicate<Set<String>> isThere) {
        escalated = true;
        DeliveryOptions before = alert().delivery();
        Set<String> targets = new HashSet<>(before.targets());
        targets.addAll(reminders.escalateTo());
        boolean all =
                before.targets().isEmpty()
                        || reminders.escalateTo().isEmpty()
                        || !isThere.test(reminders.escalateTo());
        DeliveryOptions wider = before.reaching(all ? Set.of() : targets);
        start = start.with(wider);
        change = new AlertChange(alert().with(wider), AlertState.ESCALATED, now, "");
        return change;
    }
}
