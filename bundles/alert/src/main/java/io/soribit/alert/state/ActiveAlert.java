// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore.Unended;
import io.soribit.api.source.SharedAlerts.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
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
    private Instant raisedAt;
    private @Nullable String settledBy;
    private @Nullable Share share;

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
        raisedAt = now.wall();
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
        alert.raisedAt = unended.raised();
        return alert;
    }

    /** One of another hub. */
    public static ActiveAlert of(State state, Share share, ReminderPolicy policy, Moment now) {
        Alert start = state.alert();
        ActiveAlert alert = new ActiveAlert(start, policy, now, now.timeOf(state.raised()));
        alert.share = share;
        alert.raisedAt = state.raised();
        alert.escalated = state.escalated();
        alert.viewers.addAll(state.seen(), now.time());
        AlertState last = state.escalated() ? AlertState.ESCALATED : AlertState.RAISED;
        alert.change = alert.viewers.change(start, last, state.raised(), "");
        String by = state.acknowledged();
        if (by != null) {
            alert.settle(by, now);
        }
        Instant over = state.over();
        if (over != null) {
            alert.end(start.with(start.event().endedAt(over)), now);
            alert.over = now.timeOf(over);
        }
        return alert;
    }

    /** What other hubs need to know of it, with times by the clock as it is set now. */
    public State state(Share with, boolean ended, String partOf, Moment now) {
        Instant end = alert().event().end();
        return new State(
                start,
                now.wallOf(raised, raisedAt),
                with.life(),
                with.owner(),
                with.term(),
                with.revision(),
                with.heard(),
                escalated,
                with.delivered(),
                viewers.names(),
                acknowledged ? settledBy == null ? "" : settledBy : null,
                end == null ? null : now.wallOf(soundEnd(now), end),
                ended,
                partOf,
                policy.text());
    }

    /** What several hubs agree on; null if it is not shared. */
    public @Nullable Share share() {
        return share;
    }

    public void share(Share with) {
        share = with;
    }

    /** Whether hubs have heard it, and none of these. */
    public boolean isHeardByOthersThan(Set<String> hubs) {
        return share != null
                && !hubs.isEmpty()
                && !share.heard().isEmpty()
                && Collections.disjoint(share.heard().keySet(), hubs);
    }

    /** Whether several hubs know it, and only others have heard its sound. */
    public boolean isHeardElsewhereOnly() {
        return share != null && !share.wasHeardHere();
    }

    /** Whether another hub notifies people of it. */
    public boolean isForeign() {
        return share != null && !share.isOurs();
    }

    /**
     * Takes what its owner has changed.
     *
     * @return what is news to people
     */
    public Optional<AlertChange> follow(State state, Moment now) {
        boolean again = state.alert().times() > start.times();
        boolean wider =
                !state.alert().delivery().targets().equals(start.delivery().targets())
                        || (state.escalated() && !escalated);
        Instant end = alert().event().end();
        start = state.alert();
        escalated |= state.escalated();
        Alert current = end == null ? start : start.with(start.event().endedAt(end));
        AlertState last =
                acknowledged
                        ? AlertState.ACKNOWLEDGED
                        : wider
                                ? AlertState.ESCALATED
                                : again ? AlertState.REPEATED : change.state();
        boolean news = again || wider;
        Instant time = news && !acknowledged ? now.wall() : change.time();
        change = viewers.change(current, last, time, change.who());
        AlertState what = wider ? AlertState.ESCALATED : AlertState.REPEATED;
        return news ? Optional.of(viewers.change(current, what, now.wall(), "")) : Optional.empty();
    }

    /** Its sound goes on after all. */
    public void goOn(Moment now) {
        updated = now.time();
        over = null;
        change = viewers.change(start, change.state(), change.time(), change.who());
    }

    /** Somebody has settled it on another hub. */
    public AlertChange settle(String by, Moment now) {
        viewers.add(by, acknowledged, now.time());
        return settled(by, now);
    }

    private AlertChange settled(String by, Moment now) {
        acknowledged = true;
        settledBy = by;
        interval = ACKNOWLEDGED_INTERVAL;
        remindAt = now.time().plus(interval);
        change = viewers.change(alert(), AlertState.ACKNOWLEDGED, now.wall(), by);
        return change;
    }

    /** Who has seen it. */
    public List<String> seen() {
        return viewers.names();
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

    /** The monotonic time at which its sound was over, or now. */
    public Duration soundEnd(Moment now) {
        Duration end = over;
        return end == null ? now.time() : end;
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
        revise();
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
        Share with = share;
        Duration end = over;
        if (isForeign() || (end == null && with != null && with.isHeardElsewhere())) {
            return false;
        }
        if (end == null) {
            return silentFor(FORGOTTEN, now);
        }
        boolean awaited = alert().delivery().acknowledgement() && !acknowledged;
        return !awaited || end.plus(policy.unseen()).compareTo(now.time()) <= 0;
    }

    /**
     * Somebody has seen it. Whether that is each person, its owner says: hubs may know others.
     *
     * @return {@link AlertState#ACKNOWLEDGED} if that settles it, {@link AlertState#SEEN} if it is
     *     only to be remembered, empty if it changes nothing
     */
    public Optional<AlertChange> acknowledge(String by, Moment now) {
        boolean news = viewers.add(by, acknowledged, now.time());
        boolean settles = !policy.each() || (!isForeign() && viewers.all());
        if (!acknowledged && settles) {
            return Optional.of(settled(by, now));
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
                && !isForeign()
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
        revise();
        change = viewers.change(alert().with(wider), AlertState.ESCALATED, now.wall(), why);
        return change;
    }

    private void revise() {
        if (share != null) {
            share.revise();
        }
    }
}
