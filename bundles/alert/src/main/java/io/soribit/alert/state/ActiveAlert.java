// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore.Unended;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An alert from its start until its sound is over and nobody has to acknowledge it any more. */
public final class ActiveAlert {
    /** Interval of the reminders of an acknowledged emergency that still sounds. */
    private static final Duration ACKNOWLEDGED_INTERVAL = Duration.ofMinutes(5);

    /** Reminders of ended sounds grow rare up to this interval. */
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

    /** Without an update for so long, a sound is over even if its end was never reported. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final ReminderPolicy policy;
    private final Viewers viewers = new Viewers(ACKNOWLEDGED_INTERVAL);
    private final Duration raised;
    private Alert start;
    private AlertChange change;
    private Duration updated;
    private @Nullable Duration over;
    private boolean acknowledged;
    private boolean escalated;
    private boolean leftOver;
    private Duration interval;
    private Duration remindAt;

    public ActiveAlert(Alert start, ReminderPolicy policy, Moment now) {
        this(start, policy, now, now.time());
    }

    private ActiveAlert(Alert start, ReminderPolicy policy, Moment now, Duration raised) {
        this.policy = policy;
        this.start = start;
        this.raised = raised;
        updated = now.time();
        change = new AlertChange(start, AlertState.RAISED, now.wall(), "");
        interval = policy.repeat();
        remindAt = now.time().plus(interval);
    }

    /** One whose sound was over when the hub restarted, and that nobody has acknowledged. */
    public static ActiveAlert leftOver(Unended unended, ReminderPolicy policy, Moment now) {
        Alert start = unended.alert();
        ActiveAlert alert = new ActiveAlert(start, policy, now, now.timeOf(unended.raised()));
        AlertChange last = unended.last();
        alert.viewers.addAll(unended.seen(), now.time());
        alert.change = alert.viewers.change(start, last.state(), last.time(), last.who());
        alert.end(start.with(start.event().endedAt(now.wall())), now);
        alert.escalated = unended.escalated();
        alert.leftOver = true;
        return alert;
    }

    /** One that is over already; nobody has to acknowledge it. */
    public static ActiveAlert over(Alert start, Duration raised, Moment now) {
        ActiveAlert alert = new ActiveAlert(start, ReminderPolicy.NONE, now, raised);
        alert.end(start.with(start.event().endedAt(now.wall())), now);
        return alert;
    }

    /** Whether an earlier run of the hub raised it. */
    public boolean isLeftOver() {
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

    /** As it began, with the delivery options it has now. */
    public Alert start() {
        return start;
    }

    /** The monotonic time at which it was raised. */
    public Duration raised() {
        return raised;
    }

    public void update(Moment now) {
        updated = now.time();
    }

    boolean silentFor(Duration duration, Moment now) {
        return updated.plus(duration).compareTo(now.time()) < 0;
    }

    /** Acknowledged, and no emergency: those ask for attention all the same. */
    boolean settled() {
        return acknowledged && alert().urgency() != Urgency.EMERGENCY;
    }

    public boolean isOver() {
        return over != null;
    }

    /** Its sound came again. */
    public AlertChange repeat(Alert again, Moment now) {
        updated = now.time();
        over = null;
        start = again;
        AlertState state = acknowledged ? AlertState.ACKNOWLEDGED : AlertState.REPEATED;
        change = viewers.change(again, state, now.wall(), change.who());
        return viewers.change(again, AlertState.REPEATED, now.wall(), "");
    }

    /** Its sound is over. */
    public void end(Alert end, Moment now) {
        updated = now.time();
        over = now.time();
        Alert ended = alert().with(end.event());
        change = viewers.change(ended, change.state(), change.time(), change.who());
    }

    /** Whether it needs neither reminders nor an end any more. */
    boolean isDone(Moment now) {
        Duration end = over;
        if (end == null) {
            return silentFor(FORGOTTEN, now);
        }
        boolean awaited = alert().delivery().acknowledgement() && !acknowledged;
        return !awaited || end.plus(policy.unseen()).compareTo(now.time()) <= 0;
    }

    /**
     * Somebody has seen it.
     *
     * @return {@link AlertState#ACKNOWLEDGED} if that settles it, {@link AlertState#SEEN} if it is
     *     only to be remembered, empty if it changes nothing
     */
    public Optional<AlertChange> acknowledge(String by, Moment now) {
        boolean news = viewers.add(by, acknowledged, now.time());
        if (!acknowledged && (!policy.each() || viewers.all())) {
            acknowledged = true;
            interval = ACKNOWLEDGED_INTERVAL;
            remindAt = now.time().plus(interval);
            change = viewers.change(alert(), AlertState.ACKNOWLEDGED, now.wall(), by);
            return Optional.of(change);
        }
        refreshChange();
        return news
                ? Optional.of(viewers.change(alert(), AlertState.SEEN, now.wall(), by))
                : Optional.empty();
    }

    /**
     * These are the people of the household.
     *
     * @return whether that is news
     */
    public boolean expect(List<String> names) {
        boolean news = viewers.expect(names);
        refreshChange();
        return news;
    }

    private void refreshChange() {
        change = viewers.change(alert(), change.state(), change.time(), change.who());
    }

    public boolean isAcknowledged() {
        return acknowledged;
    }

    /** An emergency whose sound goes on. */
    public boolean isDangerNow() {
        return alert().urgency() == Urgency.EMERGENCY && over == null;
    }

    /** Who has seen it and is not to be reminded now, while others have yet to see it. */
    public Set<String> quiet(Moment now) {
        return acknowledged ? Set.of() : viewers.quiet(isDangerNow(), now.time());
    }

    /** Whether people have to be reminded of it at all. */
    public boolean isReminded() {
        return !policy.repeat().isZero() && !settled();
    }

    public boolean isReminderDue(Moment now) {
        return isReminded() && now.time().compareTo(remindAt) >= 0;
    }

    /** A reminder was sent: computes when the next one is due. */
    public void reminded(Moment now) {
        if (over != null && interval.compareTo(LONGEST_INTERVAL) < 0) {
            Duration longer = interval.multipliedBy(2);
            interval = longer.compareTo(LONGEST_INTERVAL) < 0 ? longer : LONGEST_INTERVAL;
        }
        remindAt = now.time().plus(interval);
        viewers.reminded(now.time());
    }

    public boolean escalates(Moment now) {
        Duration after = policy.escalateAfter();
        return after != null
                && !escalated
                && !acknowledged
                && raised.plus(after).compareTo(now.time()) <= 0;
    }

    /** From now on it reaches more targets: all, if none of those of the policy is known. */
    public AlertChange escalate(Moment now, Predicate<Set<String>> isKnown) {
        escalated = true;
        DeliveryOptions before = alert().delivery();
        Set<String> targets = new HashSet<>(before.targets());
        targets.addAll(policy.escalateTo());
        boolean all =
                before.targets().isEmpty()
                        || policy.escalateTo().isEmpty()
                        || !isKnown.test(policy.escalateTo());
        return widen(before.reaching(all ? Set.of() : targets), "", now);
    }

    /**
     * From now on it reaches all targets.
     *
     * @param why what could not be reached, and what takes its place
     */
    public AlertChange widen(String why, Moment now) {
        return widen(alert().delivery().reaching(Set.of()), why, now);
    }

    private AlertChange widen(DeliveryOptions wider, String why, Moment now) {
        start = start.with(wider);
        change = viewers.change(alert().with(wider), AlertState.ESCALATED, now.wall(), why);
        return change;
    }
}
