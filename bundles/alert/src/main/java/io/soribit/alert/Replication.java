// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.delivery.NotifierWorker;
import io.soribit.alert.delivery.NotifierWorkers;
import io.soribit.alert.person.Audience;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Journal;
import io.soribit.alert.state.Moment;
import io.soribit.alert.state.Share;
import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.source.SharedAlerts.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges what other hubs know of alerts. Not thread-safe: the desk guards it. */
final class Replication {
    private static final Logger LOG = LoggerFactory.getLogger(Replication.class);

    /** Two hubs begin and end to hear the same sound at most so far apart. */
    private static final Duration APART = Duration.ofSeconds(5);

    private final Ownership ownership;
    private final Journal journal;
    private final ActiveAlerts active;
    private final NotifierWorkers workers;
    private final Audience audience;
    private final AlertLifecycle life;
    private final Consumer<String> raised;
    private final ReminderPolicy usual;
    private final LateStarts late;

    Replication(
            Ownership ownership,
            Journal journal,
            ActiveAlerts active,
            NotifierWorkers workers,
            Audience audience,
            AlertLifecycle life,
            Consumer<String> raised,
            ReminderPolicy usual,
            LateStarts late) {
        this.ownership = ownership;
        this.journal = journal;
        this.active = active;
        this.workers = workers;
        this.audience = audience;
        this.life = life;
        this.raised = raised;
        this.usual = usual;
        this.late = late;
    }

    /**
     * Takes what another hub knows of an alert.
     *
     * @return what that hub does not know yet; empty if both know the same
     */
    Optional<State> merge(State state, Moment now) {
        String id = state.alert().id();
        Optional<ActiveAlert> known = active.get(id);
        Optional<State> past = ownership.lastOf(id);
        if (past.isPresent() && past.get().life() >= state.life()) {
            return state.ended() ? Optional.empty() : past;
        }
        if (known.isEmpty()) {
            Optional<State> settled = ownership.settledBefore(state);
            if (settled.isPresent() && !state.ended()) {
                ownership.ended(settled.get());
                return settled;
            }
            return state.ended() ? past(state) : unknown(state, now);
        }
        Share share = known.get().share();
        if (share == null || (state.life() > share.life() && !state.ended())) {
            active.remove(known.get());
            return state.ended() ? past(state) : unknown(state, now);
        }
        if (state.life() < share.life()) {
            return ownership.state(id);
        }
        merge(known.get(), share, state, now);
        return ownership.state(id).filter(own -> !own.digest().equals(state.digest()));
    }

    private Optional<State> past(State state) {
        boolean news =
                ownership.lastOf(state.alert().id()).isEmpty()
                        && state.partOf().isEmpty()
                        && !life.wasRaised(state.alert().id());
        ownership.ended(state);
        if (news) {
            Instant over = state.over();
            raised.accept(state.alert().id());
            journal.past(
                    new AlertChange(state.alert(), AlertState.RAISED, state.raised(), ""),
                    state.acknowledged(),
                    over == null ? state.raised() : over);
        }
        return Optional.empty();
    }

    private Optional<State> unknown(State state, Moment now) {
        Optional<ActiveAlert> same = same(state, now);
        if (same.isPresent() && same.get().alert().id().compareTo(state.alert().id()) < 0) {
            return Optional.of(giveUp(state, same.get(), now));
        }
        Share share = Share.of(state, ownership.hub());
        ReminderPolicy policy = ReminderPolicy.parse(state.policy()).orElse(usual);
        ActiveAlert alert = ActiveAlert.of(state, share, policy, now);
        audience.expect(alert);
        active.add(alert);
        raised.accept(state.alert().id());
        ownership.revived(state.alert().id());
        same.ifPresent(part -> giveUp(part, alert, now));
        share.delivered().stream()
                .filter(notifier -> share.isOurs()) // an earlier run of this hub has raised it
                .flatMap(workers::of)
                .forEach(worker -> worker.markStarted(state.alert().id()));
        List<NotifierWorker> reached =
                reached(alert).stream()
                        .filter(w -> !share.isOurs() || !share.delivered().contains(w.id()))
                        .filter(w -> !audience.leavesAlone(w, alert, now))
                        .toList();
        journal.begins(alert.change(), reached.stream().map(NotifierWorker::id).toList());
        journal.remember(alert.start(), Share.memento(share.owner(), policy.text()));
        reached.forEach(worker -> late.send(worker, alert, now));
        checkSound(alert, share, now);
        return ownership
                .state(state.alert().id())
                .filter(own -> !own.digest().equals(state.digest()));
    }

    /** An alert of the same sound that another hub has raised before it knew of this one. */
    private Optional<ActiveAlert> same(State state, Moment now) {
        Duration begin = now.timeOf(state.raised());
        Instant over = state.over();
        Duration end = over == null ? now.time() : now.timeOf(over);
        return active.all().stream()
                .filter(other -> other.isHeardByOthersThan(state.heard().keySet()))
                .filter(other -> isOne(other.alert(), state.alert()))
                .filter(other -> other.raised().compareTo(end.plus(APART)) <= 0)
                .filter(other -> other.soundEnd(now).plus(APART).compareTo(begin) >= 0)
                .findFirst();
    }

    /** Whether the one with the lesser id can stand for both. */
    private static boolean isOne(Alert one, Alert other) {
        boolean first = one.id().compareTo(other.id()) < 0;
        return Ownership.isSame(one, other)
                && Ownership.covers(first ? one : other, first ? other : one);
    }

    /** An alert that is not known here yet is part of one that is. */
    private State giveUp(State part, ActiveAlert whole, Moment now) {
        part.seen().forEach(who -> life.acknowledge(whole, who, now));
        State over = Ownership.partOf(part, whole.alert().id());
        ownership.ended(over);
        return over;
    }

    /** An alert that is known here is part of another one. */
    private void giveUp(ActiveAlert part, ActiveAlert whole, Moment now) {
        part.seen().forEach(who -> life.acknowledge(whole, who, now));
        State over = Ownership.partOf(ownership.state(part, true, ""), whole.alert().id());
        journal.withdraw(part.alert());
        life.confirmed(part.start(), now); // by what is delivered of the whole
        end(part, over, now);
        LOG.info("alert {} is alert {} of another hub", part.alert().id(), whole.alert().id());
    }

    private void merge(ActiveAlert alert, Share share, State state, Moment now) {
        State own = ownership.state(alert, false, "");
        share.merge(state);
        if (Share.precedes(state, own)) {
            List<NotifierWorker> before = reached(alert);
            String former = share.owner();
            share.follow(state);
            alert.follow(state, now).ifPresent(news -> goesOn(alert, news, before, now));
            if (!former.equals(share.owner()) && alert.isForeign() && !state.ended()) {
                standIn(alert, share, former, now);
            }
        }
        state.seen().stream()
                .filter(who -> !alert.seen().contains(who))
                .forEach(who -> life.acknowledge(alert, who, now));
        String by = state.acknowledged();
        if (by != null && !alert.isAcknowledged()) {
            life.settle(alert, by, now);
        }
        boolean soundsHere = share.isHeardBy(ownership.hub());
        if (state.ended() && !(soundsHere && state.partOf().isEmpty())) {
            end(alert, state, now);
            return;
        }
        if (state.ended()) {
            share.outlives(state.life());
        }
        checkSound(alert, share, now);
        life.endIfDone(state.alert().id(), now);
    }

    private void goesOn(
            ActiveAlert alert, AlertChange news, List<NotifierWorker> before, Moment now) {
        journal.happened(news);
        life.update(alert, now);
        reached(alert).stream()
                .filter(worker -> !before.contains(worker))
                .filter(worker -> !audience.leavesAlone(worker, alert, now))
                .forEach(worker -> late.send(worker, alert, now));
    }

    /** What the former owner reached and the next one does not is notified of it here. */
    private void standIn(ActiveAlert alert, Share share, String former, Moment now) {
        List<NotifierWorker> more =
                workers.reachedBy(alert.alert())
                        .filter(worker -> ownership.doesMore(worker, alert, former))
                        .filter(worker -> !audience.leavesAlone(worker, alert, now))
                        .toList();
        for (NotifierWorker worker : more) {
            if (LateStarts.isFresh(worker, alert, share)) {
                late.send(worker, alert, now);
            } else if (alert.isReminded()) {
                Alert narrowed = audience.narrow(alert.alert(), alert, now);
                worker.remind(ownership.narrow(narrowed, alert));
            }
        }
    }

    private void end(ActiveAlert alert, State state, Moment now) {
        active.remove(alert);
        ownership.ended(state);
        if (!alert.isOver()) {
            life.deliverEnd(alert.alert().with(alert.alert().event().endedAt(now.wall())), now);
        }
        journal.happened(alert.start(), AlertState.ENDED, "");
        Share share = alert.share();
        if (share != null && share.isHeardBy(ownership.hub())) {
            active.get(state.partOf()).ifPresent(whole -> life.hear(whole, now));
        }
    }

    private void checkSound(ActiveAlert alert, Share share, Moment now) {
        boolean sounds = share.heard().keySet().stream().anyMatch(share::isHeardBy);
        if (sounds && alert.isOver() && share.goesOn(ownership.hubs())) {
            alert.goOn(now);
            journal.show(alert.change());
            life.update(alert, now);
        } else if (!sounds && !alert.isOver()) {
            life.soundIsOver(alert, now);
        }
    }

    private List<NotifierWorker> reached(ActiveAlert alert) {
        return workers.reachedBy(alert.alert())
                .filter(worker -> ownership.notifies(worker, alert))
                .toList();
    }
}
