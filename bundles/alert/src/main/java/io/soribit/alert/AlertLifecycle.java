// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.delivery.DeviceReports;
import io.soribit.alert.delivery.NotifierWorker;
import io.soribit.alert.delivery.NotifierWorkers;
import io.soribit.alert.person.Audience;
import io.soribit.alert.person.People;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Journal;
import io.soribit.alert.state.Moment;
import io.soribit.alert.state.Share;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Receipt;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.common.concurrent.RecentIds;
import io.soribit.common.log.LogThrottle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of each alert: raised, updated, reminded, escalated, acknowledged, ended. Not
 * thread-safe: the desk guards it.
 */
final class AlertLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AlertLifecycle.class);
    private static final int LONGEST_NAME = 64;

    /** Reminders sent at one time; the others follow a second later. */
    private static final int MOST_REMINDERS = 10;

    private final Journal journal;
    private final ActiveAlerts active;
    private final RecentIds raised;
    private final NotifierWorkers workers;
    private final Escalation escalation;
    private final People people;
    private final Audience audience;
    private final Ownership ownership;
    private final LogThrottle surplusLog = new LogThrottle();

    AlertLifecycle(
            Journal journal,
            ActiveAlerts active,
            RecentIds raised,
            NotifierWorkers workers,
            DeviceReports devices,
            People people,
            Audience audience,
            Ownership ownership,
            LateStarts late) {
        this.ownership = ownership;
        this.people = people;
        this.audience = audience;
        this.journal = journal;
        this.active = active;
        this.raised = raised;
        this.workers = workers;
        escalation =
                new Escalation(
                        journal,
                        active,
                        workers,
                        devices,
                        audience,
                        late,
                        (alert, now) -> start(alert, ReminderPolicy.NONE, now));
    }

    /** Takes a start, an update or an end; a start is written before it is delivered. */
    void send(Alert sent, ReminderPolicy policy, Moment now) {
        Alert alert = ownership.resolve(sent);
        switch (alert.event().phase()) {
            case START -> start(alert, policy, now);
            case UPDATE -> {
                active.get(alert.id())
                        .ifPresent(
                                a -> {
                                    a.update(now);
                                    ownership.hears(a);
                                });
                publish(current(alert), now);
            }
            case END -> {
                if (!active.contains(alert.id())) {
                    // Raised before this bundle was updated: notifiers may still show it.
                    workers.all().forEach(worker -> worker.markStarted(alert.id()));
                }
                Optional<ActiveAlert> known = active.get(alert.id());
                if (known.isEmpty() || ownership.isOverWithEndHere(known.get())) {
                    soundIsOver(alert, now);
                } else {
                    journal.show(known.get().change());
                }
            }
        }
    }

    /** The sound of an alert is over, on all hubs. */
    void soundIsOver(ActiveAlert alert, Moment now) {
        soundIsOver(alert.start().with(alert.start().event().endedAt(now.wall())), now);
    }

    private void soundIsOver(Alert alert, Moment now) {
        active.get(alert.id()).ifPresent(a -> a.end(alert, now));
        publish(current(alert), now);
        endIfDone(alert.id(), now);
        active.get(alert.id()).ifPresent(a -> journal.show(a.change()));
    }

    /** Whoever has its start receives its end. */
    void deliverEnd(Alert over, Moment now) {
        workers.reachedBy(over).forEach(worker -> worker.send(over, now.time()));
    }

    /** Whoever has its start receives what has changed. */
    void update(ActiveAlert alert, Moment now) {
        Alert news = alert.alert();
        publish(alert.isOver() ? news : news.with(news.event().updated()), now);
    }

    /** An alert was taken over, and sent to these. */
    void watch(ActiveAlert alert, List<NotifierWorker> reached, Moment now) {
        escalation.sent(alert.start(), reached, now);
    }

    boolean wasRaised(String id) {
        return raised.contains(id);
    }

    /** With the delivery options it has by now. */
    private Alert current(Alert alert) {
        return active.get(alert.id()).map(a -> alert.with(a.alert().delivery())).orElse(alert);
    }

    private void start(Alert requested, ReminderPolicy policy, Moment now) {
        Alert alert = workers.reachable(requested);
        ActiveAlert begun = new ActiveAlert(alert, policy, now);
        audience.expect(begun);
        ownership.begins(begun);
        active.add(begun);
        raised.add(alert.id());
        if (ownership.hasPartner()) {
            journal.confirmations().expect(alert.id());
        }
        endSurplus(now);
        List<NotifierWorker> reached = workers.reachedBy(alert).toList();
        journal.begins(begun.change(), reached.stream().map(NotifierWorker::id).toList());
        if (policy.unseen().compareTo(Duration.ZERO) > 0) {
            journal.remember(
                    alert,
                    ownership.isShared()
                            ? Share.memento(ownership.hub(), policy.text())
                            : policy.text());
        }
        reached.forEach(worker -> worker.send(alert, now.time()));
        escalation.sent(alert, reached, now);
    }

    void endIfDone(String id, Moment now) {
        active.takeDone(id, now).ifPresent(this::end);
    }

    private void end(ActiveAlert over) {
        ownership.ends(over);
        journal.happened(over.start(), AlertState.ENDED, "");
    }

    private void endSurplus(Moment now) {
        List<ActiveAlert> surplus = active.takeSurplus();
        if (!surplus.isEmpty() && surplusLog.isDue(Instant.EPOCH.plus(now.time()))) {
            LOG.warn(
                    "more than {} active alerts: ending the oldest whose sound is over, acknowledged"
                            + " or not. soribit history lists them",
                    ActiveAlerts.MOST);
        }
        surplus.forEach(this::end);
    }

    private void publish(Alert alert, Moment now) {
        Alert narrowed = active.get(alert.id()).map(a -> narrow(alert, a, now)).orElse(alert);
        workers.reachedBy(alert).forEach(worker -> worker.send(narrowed, now.time()));
    }

    /** An end is for all that have the start, whoever is the owner by now. */
    private Alert narrow(Alert alert, ActiveAlert of, Moment now) {
        Alert narrowed = audience.narrow(alert, of, now);
        return alert.event().phase() == Phase.END ? narrowed : ownership.narrow(narrowed, of);
    }

    /** The sound of an alert came again: delivered as an update. */
    void repeat(Alert repeated, ReminderPolicy policy, Moment now) {
        Alert again = ownership.resolve(repeated);
        ActiveAlert alert =
                active.get(again.id()).orElseGet(() -> new ActiveAlert(again, policy, now));
        if (alert.isForeign()) {
            hear(alert, now);
            return;
        }
        audience.expect(alert);
        ownership.begins(alert);
        ownership.hears(alert);
        active.add(alert);
        journal.happened(alert.repeat(again, now));
        publish(again.with(again.event().updated()), now);
    }

    /** The sound of an alert of another hub is heard here, too. */
    void hear(ActiveAlert alert, Moment now) {
        ownership.hears(alert);
        boolean again = alert.isOver();
        if (again) {
            alert.goOn(now);
        }
        journal.show(alert.change());
        if (again) {
            update(alert, now);
        }
    }

    /** To be called every second: reminds, escalates, and ends what is over. */
    void tick(Moment now) {
        active.takeDone(now).forEach(this::end);
        int reminders = 0;
        for (ActiveAlert alert : active.all()) {
            if (audience.expect(alert)) {
                journal.show(alert.change());
            }
            if (alert.escalates(now)) {
                escalation.escalate(alert, now);
            } else if (reminders < MOST_REMINDERS && alert.isReminderDue(now)) {
                reminders++;
                remind(alert, now);
            }
        }
        escalation.checkConfirmed(now);
    }

    /** A reminder that could reach nobody stays due. */
    private void remind(ActiveAlert alert, Moment now) {
        List<NotifierWorker> reached =
                workers.reachedBy(alert.alert())
                        .filter(worker -> !audience.leavesAlone(worker, alert, now))
                        .filter(worker -> ownership.notifies(worker, alert))
                        .toList();
        if (!reached.isEmpty() || alert.isForeign()) {
            Alert narrowed = ownership.narrow(audience.narrow(alert.alert(), alert, now), alert);
            reached.forEach(worker -> worker.remind(narrowed));
            alert.reminded(now);
        }
    }

    /** A notifier has the start of an alert. */
    void delivered(NotifierWorker worker, Alert alert, Receipt receipt, Moment now) {
        endFailure(escalation.delivered(worker, alert, receipt), now);
    }

    /** A device shows an alert. */
    void confirmed(Alert alert, Moment now) {
        endFailure(escalation.confirmed(alert), now);
    }

    private void endFailure(Optional<Alert> over, Moment now) {
        over.map(failure -> failure.with(failure.event().endedAt(now.wall())))
                .ifPresent(ended -> send(ended, ReminderPolicy.NONE, now));
    }

    /** How many alerts nothing has confirmed yet. */
    int unconfirmed() {
        return escalation.unconfirmed();
    }

    /**
     * Somebody has seen an alert.
     *
     * @return whether it is active
     */
    boolean acknowledge(String id, String by, Moment now) {
        String who = by.replaceAll("\\p{Cntrl}+", " ").strip();
        String name = people.nameOf(who.substring(0, Math.min(LONGEST_NAME, who.length())));
        String whole = ownership.idOf(id);
        boolean known = active.contains(whole);
        active.get(whole).ifPresent(alert -> acknowledge(alert, name, now));
        endIfDone(whole, now);
        return known;
    }

    void acknowledge(ActiveAlert alert, String name, Moment now) {
        alert.acknowledge(name, now)
                .ifPresent(
                        seen -> {
                            if (seen.state() == AlertState.SEEN) {
                                seenByOne(alert, seen, now);
                                journal.seen(seen, alert.change());
                                confirmed(seen.alert(), now);
                            } else {
                                settled(seen, now);
                            }
                        });
    }

    /** Somebody has settled it on another hub. */
    void settle(ActiveAlert alert, String by, Moment now) {
        settled(alert.settle(by, now), now);
    }

    private void settled(AlertChange seen, Moment now) {
        workers.reachedBy(seen.alert()).forEach(worker -> worker.acknowledge(seen));
        journal.happened(seen);
        confirmed(seen.alert(), now);
    }

    /** What is theirs alone stops, unless everything has stopped before. */
    private void seenByOne(ActiveAlert alert, AlertChange seen, Moment now) {
        if (alert.isAcknowledged()) {
            return;
        }
        Alert current = alert.alert();
        Alert news = alert.isOver() ? current : current.with(current.event().updated());
        Alert narrowed = narrow(news, alert, now);
        workers.reachedBy(current)
                .forEach(
                        worker -> {
                            if (audience.isOf(worker, seen.who())) {
                                worker.acknowledge(seen);
                            } else if (audience.narrows(worker, alert, now)) {
                                worker.send(narrowed, now.time());
                            }
                        });
    }
}
