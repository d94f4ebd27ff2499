// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static java.util.stream.Collectors.toSet;

import io.soribit.alert.delivery.NotifierWorker;
import io.soribit.alert.delivery.NotifierWorkers;
import io.soribit.alert.delivery.Redelivery;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Journal;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.api.hub.Alerts.Watch;
import io.soribit.api.hub.Alerts.Watcher;
import io.soribit.common.log.LogThrottle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the life cycle of each alert: recorded, delivered to each notifier, acknowledged, ended.
 * With a store, what a run of the hub could not deliver is delivered by the next one while it is
 * news. Thread-safe: its monitor guards the workers and the alerts that go on.
 */
public final class AlertDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);
    private static final int LONGEST_NAME = 64;

    /** So many alerts at most are called to mind at one time; the others follow. */
    private static final int MOST_REMINDERS = 10;

    /** So many that go on are told to a notifier that comes late, the latest. */
    private static final int LATEST = 32;

    private final Clock clock;
    private final NotifierWorker.Pause pause;
    private final Duration news;
    private final Journal journal;
    private final ActiveAlerts active = new ActiveAlerts();
    private final NotifierWorkers workers = new NotifierWorkers();
    private final Recovery recovery;
    private final Redelivery redelivery;
    private final LogThrottle surplusLog = new LogThrottle();

    /**
     * @param news for how long the start of an alert is worth telling
     * @param disk how long an alert waits at most until it is written
     * @param unseen what is done of alerts that an earlier run left unseen
     */
    public AlertDesk(
            Clock clock,
            NotifierWorker.Pause pause,
            Duration news,
            Duration disk,
            ReminderPolicy unseen) {
        this.clock = clock;
        this.pause = pause;
        this.news = news;
        journal = new Journal(clock, disk);
        Instant started = clock.instant();
        recovery = new Recovery(clock, started, journal, active, unseen);
        redelivery = new Redelivery(clock, started, journal, active, workers);
    }

    /** As {@link #send(Alert, ReminderPolicy)}: it is over with its sound. */
    public void send(Alert alert) {
        send(alert, ReminderPolicy.NONE);
    }

    /** Takes what is heard of an alert; its start is written before it is sent. */
    public synchronized void send(Alert alert, ReminderPolicy reminders) {
        Instant now = clock.instant();
        switch (alert.event().phase()) {
            case START -> start(alert, reminders, now);
            case UPDATE -> {
                active.get(alert.id()).ifPresent(a -> a.update(now));
                publish(asHandled(alert), now);
            }
            case END -> {
                active.get(alert.id()).ifPresent(a -> a.end(alert, now));
                publish(asHandled(alert), now);
                endIfDone(alert.id(), now);
                active.get(alert.id()).ifPresent(a -> journal.show(a.change()));
            }
        }
    }

    private Alert asHandled(Alert alert) {
        return active.get(alert.id()).map(a -> alert.with(a.alert().delivery())).orElse(alert);
    }

    private void start(Alert requested, ReminderPolicy reminders, Instant now) {
        Alert alert = workers.reachable(requested);
        active.add(new ActiveAlert(alert, reminders, now));
        endSurplus(now);
        List<NotifierWorker> reached = workers.reachedBy(alert).toList();
        journal.raised(alert, reached.stream().map(NotifierWorker::id).toList());
        reached.forEach(worker -> worker.send(alert, now));
    }

    private void endIfDone(String id, Instant now) {
        active.takeDone(id, now).ifPresent(this::end);
    }

    private void end(Alert over) {
        journal.happened(over, AlertState.ENDED, "");
    }

    /** More than anybody looks through: some are ended before somebody has seen them. */
    private void endSurplus(Instant now) {
        List<Alert> surplus = active.takeSurplus();
        if (!surplus.isEmpty() && surplusLog.isDue(now)) {
            LOG.warn(
                    "more than {} active alerts: ending the oldest whose sound is over, acknowledged"
                            + " or not. soribit history lists them",
                    ActiveAlerts.MOST);
        }
        surplus.forEach(this::end);
    }

    private void publish(Alert alert, Instant now) {
        workers.reachedBy(alert).forEach(worker -> worker.send(alert, now));
    }

    /** The sound of an alert came again: it is told of quietly. */
    public synchronized void repeat(Alert again, ReminderPolicy reminders) {
        Instant now = clock.instant();
        ActiveAlert alert =
                active.get(again.id()).orElseGet(() -> new ActiveAlert(again, reminders, now));
        active.add(alert);
        journal.happened(alert.repeat(again, now));
        publish(again.with(again.event().updated()), now);
    }

    /** To be called every second: reminds, escalates, and ends what is over. */
    public synchronized void tick() {
        Instant now = clock.instant();
        active.takeDone(now).forEach(this::end);
        int reminders = 0;
        for (ActiveAlert alert : active.all()) {
            if (alert.escalates(now)) {
                escalate(alert, now);
            } else if (reminders < MOST_REMINDERS && alert.reminds(now)) {
                reminders++;
                workers.reachedBy(alert.alert())
                        .forEach(worker -> worker.remind(alert.alert(), now));
            }
        }
    }

    private void escalate(ActiveAlert alert, Instant now) {
        List<NotifierWorker> before = workers.reachedBy(alert.alert()).toList();
        AlertChange change = alert.escalate(now, workers::reach);
        List<NotifierWorker> more =
                workers.reachedBy(change.alert()).filter(c -> !before.contains(c)).toList();
        journal.begins(change, more.stream().map(NotifierWorker::id).toList());
        before.forEach(worker -> worker.remind(change.alert(), now));
        more.forEach(worker -> catchUp(worker, alert, now));
    }

    private static void catchUp(NotifierWorker worker, ActiveAlert alert, Instant now) {
        worker.send(alert.start(), now);
        if (alert.isOver()) {
            worker.send(alert.alert(), now);
        }
    }

    /** A notifier that comes while an alert goes on is told of it, and of what it missed. */
    public synchronized void addNotifier(Notifier notifier) {
        Instant now = clock.instant();
        NotifierWorker worker =
                new NotifierWorker(notifier, clock, pause, news, journal, this::catchUp);
        workers.add(notifier, worker);
        List<Pending> waiting = redelivery.oldest(worker);
        Set<String> pending = waiting.stream().map(p -> p.alert().id()).collect(toSet());
        active.news(now, LATEST).stream()
                .filter(alert -> !pending.contains(alert.alert().id()))
                .filter(alert -> worker.isReachedBy(alert.alert()))
                .forEach(alert -> catchUp(worker, alert, now));
        redelivery.resume(worker, waiting);
    }

    void removeNotifier(Notifier notifier) {
        @Nullable NotifierWorker worker;
        synchronized (this) {
            worker = workers.take(notifier);
        }
        if (worker != null) {
            worker.close();
        }
    }

    /** From now on alerts are kept here; what an earlier run left over is looked after. */
    public synchronized void use(AlertStore store) {
        journal.use(store);
        recovery.recover();
        redelivery.resumeEarlier();
    }

    synchronized void drop(AlertStore store) {
        if (journal.store() == store) {
            journal.use(null);
        }
    }

    private synchronized void catchUp(NotifierWorker worker, List<Pending> waiting) {
        if (workers.contains(worker)) {
            redelivery.resume(waiting);
        }
    }

    public synchronized List<AlertChange> active() {
        return active.changes();
    }

    public synchronized boolean acknowledge(String id, String by) {
        String who = by.replaceAll("\\p{Cntrl}+", " ").strip();
        String name = who.substring(0, Math.min(LONGEST_NAME, who.length()));
        Instant now = clock.instant();
        boolean known = active.contains(id);
        active.get(id)
                .flatMap(alert -> alert.acknowledge(name, now))
                .ifPresent(
                        seen -> {
                            workers.reachedBy(seen.alert())
                                    .forEach(worker -> worker.acknowledge(seen));
                            journal.happened(seen);
                        });
        endIfDone(id, now);
        return known;
    }

    public boolean test(String target, String by) {
        Alert alert = TestAlert.of(target, by, clock.instant());
        synchronized (this) {
            boolean reached = workers.reach(alert.delivery().targets());
            if (reached) {
                send(alert);
                send(alert.with(alert.event().endedAt(clock.instant())));
            }
            return reached;
        }
    }

    public synchronized List<String> targets() {
        return workers.targets();
    }

    synchronized Watch watch(Watcher watcher) {
        journal.add(watcher, active.changes());
        return () -> journal.remove(watcher);
    }

    @Override
    public void close() {
        List<NotifierWorker> last;
        synchronized (this) {
            last = workers.takeAll();
        }
        last.forEach(NotifierWorker::close);
        journal.close();
    }
}
