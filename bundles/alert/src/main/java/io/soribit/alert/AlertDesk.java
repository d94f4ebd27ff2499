// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static java.util.stream.Collectors.toSet;

import io.soribit.alert.delivery.DeliveryWatchdog;
import io.soribit.alert.delivery.NotifierWorker;
import io.soribit.alert.delivery.NotifierWorkers;
import io.soribit.alert.delivery.Pause;
import io.soribit.alert.delivery.Redelivery;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.AlertIds;
import io.soribit.alert.state.Clocks;
import io.soribit.alert.state.Journal;
import io.soribit.alert.state.Moment;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.api.hub.AlertStore.Unended;
import io.soribit.api.hub.Alerts.Watch;
import io.soribit.api.hub.Alerts.Watcher;
import io.soribit.common.log.LogThrottle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the life cycle of each alert: recorded, delivered to each notifier, acknowledged, ended.
 * With a store, what a run of the hub could not deliver is delivered by the next one within the
 * retry window. Thread-safe: its monitor guards the workers and the active alerts, and is held
 * neither while a notifier is called nor while the disk is read.
 */
public final class AlertDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);
    private static final int LONGEST_NAME = 64;

    /** Reminders sent at one time; the others follow a second later. */
    private static final int MOST_REMINDERS = 10;

    /** So many active alerts, the latest, are delivered to a new notifier. */
    private static final int LATEST = 32;

    private final Clocks clocks;
    private final Pause pause;
    private final Duration retryWindow;
    private final Journal journal;
    private final ActiveAlerts active = new ActiveAlerts();
    private final AlertIds raised = new AlertIds();
    private final NotifierWorkers workers = new NotifierWorkers();
    private final Recovery recovery;
    private final Redelivery redelivery;
    private final StoreReader reader;
    private final DeliveryWatchdog watchdog = new DeliveryWatchdog();
    private final LogThrottle surplusLog = new LogThrottle();
    private @Nullable Alert undelivered;

    private final NotifierWorker.Listener listener =
            new NotifierWorker.Listener() {
                @Override
                public void ready(NotifierWorker worker, List<Pending> waiting) {
                    announce(worker, waiting);
                }

                @Override
                public void resume(NotifierWorker worker, List<Pending> waiting) {
                    catchUp(worker, waiting);
                }

                @Override
                public void delivered(NotifierWorker worker, Alert alert) {
                    confirm(worker, alert);
                }
            };

    /**
     * @param retryWindow for how long the start of an alert is retried
     * @param disk how long an alert waits at most until it is written
     * @param usual policy of unacknowledged alerts that were stored without one
     */
    public AlertDesk(
            Clocks clocks, Pause pause, Duration retryWindow, Duration disk, ReminderPolicy usual) {
        this.clocks = clocks;
        this.pause = pause;
        this.retryWindow = retryWindow;
        journal = new Journal(clocks.wall(), disk);
        recovery = new Recovery(raised, journal, active, workers, usual);
        redelivery = new Redelivery(journal, active, workers);
        reader = new StoreReader(journal, this::recover);
    }

    /** As {@link #send(Alert, ReminderPolicy)}, without reminders. */
    public void send(Alert alert) {
        send(alert, ReminderPolicy.NONE);
    }

    /** Takes a start, an update or an end; a start is written before it is delivered. */
    public synchronized void send(Alert alert, ReminderPolicy policy) {
        Moment now = clocks.now();
        switch (alert.event().phase()) {
            case START -> start(alert, policy, now);
            case UPDATE -> {
                active.get(alert.id()).ifPresent(a -> a.update(now));
                publish(current(alert), now);
            }
            case END -> {
                if (!active.contains(alert.id())) {
                    // Raised before this bundle was updated: notifiers may still show it.
                    workers.all().forEach(worker -> worker.markStarted(alert.id()));
                }
                active.get(alert.id()).ifPresent(a -> a.end(alert, now));
                publish(current(alert), now);
                endIfDone(alert.id(), now);
                active.get(alert.id()).ifPresent(a -> journal.show(a.change()));
            }
        }
    }

    /** With the delivery options it has by now. */
    private Alert current(Alert alert) {
        return active.get(alert.id()).map(a -> alert.with(a.alert().delivery())).orElse(alert);
    }

    private void start(Alert requested, ReminderPolicy policy, Moment now) {
        Alert alert = workers.reachable(requested);
        active.add(new ActiveAlert(alert, policy, now));
        raised.add(alert.id());
        endSurplus(now);
        List<NotifierWorker> reached = workers.reachedBy(alert).toList();
        journal.raised(alert, reached.stream().map(NotifierWorker::id).toList());
        if (policy.unseen().compareTo(Duration.ZERO) > 0) {
            journal.remember(alert, policy.text());
        }
        reached.forEach(worker -> worker.send(alert, now.time()));
        expectConfirmation(alert, reached, now);
    }

    private void expectConfirmation(Alert alert, List<NotifierWorker> reached, Moment now) {
        String sound = alert.event().sound().id();
        boolean matters =
                alert.urgency().compareTo(Urgency.NOTICE) >= 0
                        && !sound.equals(Sound.TEST.id())
                        && !sound.equals(UndeliveredAlert.SOUND);
        if (matters && reached.stream().anyMatch(NotifierWorker::reachesPeople)) {
            watchdog.sent(alert, now.time());
        }
    }

    private void endIfDone(String id, Moment now) {
        active.takeDone(id, now).ifPresent(this::end);
    }

    private void end(Alert over) {
        journal.happened(over, AlertState.ENDED, "");
    }

    private void endSurplus(Moment now) {
        List<Alert> surplus = active.takeSurplus();
        if (!surplus.isEmpty() && surplusLog.isDue(Instant.EPOCH.plus(now.time()))) {
            LOG.warn(
                    "more than {} active alerts: ending the oldest whose sound is over, acknowledged"
                            + " or not. soribit history lists them",
                    ActiveAlerts.MOST);
        }
        surplus.forEach(this::end);
    }

    private void publish(Alert alert, Moment now) {
        workers.reachedBy(alert).forEach(worker -> worker.send(alert, now.time()));
    }

    /** The sound of an alert came again: delivered as an update. */
    public synchronized void repeat(Alert again, ReminderPolicy policy) {
        Moment now = clocks.now();
        ActiveAlert alert =
                active.get(again.id()).orElseGet(() -> new ActiveAlert(again, policy, now));
        active.add(alert);
        journal.happened(alert.repeat(again, now));
        publish(again.with(again.event().updated()), now);
    }

    /** To be called every second: reminds, escalates, and ends what is over. */
    public void tick() {
        reader.tick();
        synchronized (this) {
            Moment now = clocks.now();
            workers.all().forEach(NotifierWorker::tick);
            active.takeDone(now).forEach(this::end);
            int reminders = 0;
            for (ActiveAlert alert : active.all()) {
                if (alert.escalates(now)) {
                    escalate(alert, now);
                } else if (reminders < MOST_REMINDERS && alert.isReminderDue(now)) {
                    reminders++;
                    remind(alert, now);
                }
            }
            watchdog.takeUnconfirmed(now.time()).forEach(alert -> unconfirmed(alert, now));
        }
    }

    /** A reminder that could reach nobody stays due. */
    private void remind(ActiveAlert alert, Moment now) {
        List<NotifierWorker> reached = workers.reachedBy(alert.alert()).toList();
        if (!reached.isEmpty()) {
            reached.forEach(worker -> worker.remind(alert.alert()));
            alert.reminded(now);
        }
    }

    private void escalate(ActiveAlert alert, Moment now) {
        List<NotifierWorker> before = workers.reachedBy(alert.alert()).toList();
        AlertChange change = alert.escalate(now, workers::reach);
        widen(alert, change, before, now);
        before.forEach(worker -> worker.remind(change.alert()));
    }

    /** An alert reaches more targets than before: those that are new receive its start. */
    private List<NotifierWorker> widen(
            ActiveAlert alert, AlertChange change, List<NotifierWorker> before, Moment now) {
        List<NotifierWorker> more =
                workers.reachedBy(change.alert()).filter(w -> !before.contains(w)).toList();
        journal.begins(change, more.stream().map(NotifierWorker::id).toList());
        more.forEach(worker -> sendLate(worker, alert, now));
        return more;
    }

    private static void sendLate(NotifierWorker worker, ActiveAlert alert, Moment now) {
        worker.send(alert.start().aged(now.time().minus(alert.raised())), now.time());
        if (alert.isOver()) {
            worker.send(alert.alert(), now.time());
        }
    }

    /** No notifier has confirmed an alert in time: it reaches everything, or that is an alert. */
    private void unconfirmed(Alert alert, Moment now) {
        boolean limited = !alert.delivery().targets().isEmpty();
        Optional<ActiveAlert> known = active.get(alert.id());
        if (limited && known.isPresent()) {
            LOG.warn(
                    "{} has reached none of {} in time: delivering it to all targets",
                    alert.event().sound().name("en"),
                    new TreeSet<>(alert.delivery().targets()));
            List<NotifierWorker> before = workers.reachedBy(alert).toList();
            AlertChange change = known.get().widen(now);
            List<NotifierWorker> more = widen(known.get(), change, before, now);
            if (!more.isEmpty()) {
                watchdog.sent(change.alert(), now.time());
                return;
            }
        }
        if (undelivered == null) {
            LOG.error(
                    "{} has reached nobody in time: no lamp, display or phone confirms it. Check"
                            + " them on the page; delivery is retried",
                    alert.event().sound().name("en"));
            Alert failure = UndeliveredAlert.of(alert, now.wall());
            undelivered = failure;
            start(failure, ReminderPolicy.NONE, now);
        }
    }

    private synchronized void confirm(NotifierWorker worker, Alert alert) {
        Alert failure = undelivered;
        if (!worker.reachesPeople()) {
            return;
        }
        watchdog.confirmed(alert.id());
        if (failure != null && !failure.id().equals(alert.id())) {
            undelivered = null;
            send(failure.with(failure.event().endedAt(clocks.now().wall())));
        }
    }

    /** Alerts that nothing has confirmed yet. */
    synchronized int unconfirmed() {
        return watchdog.size();
    }

    /**
     * A new notifier receives the active alerts, and what it missed.
     *
     * @return done when it can be used: it is asked what it is on a thread of its own
     */
    public CompletableFuture<Void> addNotifier(Notifier notifier) {
        NotifierWorker worker =
                new NotifierWorker(notifier, clocks, pause, retryWindow, journal, listener);
        synchronized (this) {
            workers.add(worker);
        }
        worker.start();
        return worker.ready();
    }

    private synchronized void announce(NotifierWorker worker, List<Pending> waiting) {
        if (!workers.ready(worker)) {
            return;
        }
        Moment now = clocks.now();
        Set<String> pending = waiting.stream().map(p -> p.alert().id()).collect(toSet());
        active.recent(now, LATEST).stream()
                .filter(alert -> !pending.contains(alert.alert().id()))
                .filter(alert -> worker.isReachedBy(alert.alert()))
                .forEach(alert -> sendLate(worker, alert, now));
        redelivery.resume(worker, waiting, now);
        active.leftOver().stream()
                .filter(alert -> !pending.contains(alert.alert().id()))
                .filter(alert -> worker.isReachedBy(alert.alert()))
                .forEach(alert -> worker.remind(alert.alert()));
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

    /**
     * From now on alerts are recorded here; what an earlier run left over is recovered.
     *
     * @return done when that has been read
     */
    public CompletableFuture<Void> use(AlertStore store) {
        journal.use(store);
        return reader.begin();
    }

    private synchronized void recover(List<Unended> unended, List<Pending> pending) {
        recovery.recover(unended, clocks.now());
        redelivery.expireAbsent(pending, clocks.now());
        workers.all().forEach(NotifierWorker::moreWaits);
    }

    synchronized void drop(AlertStore store) {
        if (journal.store() == store) {
            journal.use(null);
        }
    }

    private synchronized void catchUp(NotifierWorker worker, List<Pending> waiting) {
        if (workers.contains(worker)) {
            redelivery.resume(worker, waiting, clocks.now());
        }
    }

    public synchronized List<AlertChange> active() {
        return active.changes();
    }

    public synchronized boolean acknowledge(String id, String by) {
        String who = by.replaceAll("\\p{Cntrl}+", " ").strip();
        String name = who.substring(0, Math.min(LONGEST_NAME, who.length()));
        Moment now = clocks.now();
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

    public synchronized boolean test(String target, String by) {
        Alert alert = TestAlert.of(target, by, clocks.wall().instant());
        boolean reached = workers.reach(alert.delivery().targets());
        if (reached) {
            send(alert);
            send(alert.with(alert.event().endedAt(clocks.wall().instant())));
        }
        return reached;
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
        reader.close();
        journal.close();
    }
}
