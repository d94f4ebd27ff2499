// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static java.util.stream.Collectors.toSet;

import io.soribit.alert.delivery.DeviceReports;
import io.soribit.alert.delivery.NotifierWorker;
import io.soribit.alert.delivery.NotifierWorkers;
import io.soribit.alert.delivery.Pause;
import io.soribit.alert.delivery.Redelivery;
import io.soribit.alert.person.Audience;
import io.soribit.alert.person.People;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Clocks;
import io.soribit.alert.state.Journal;
import io.soribit.alert.state.Moment;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.Receipt;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.api.hub.AlertStore.Unended;
import io.soribit.api.hub.Alerts.Watch;
import io.soribit.api.hub.Alerts.Watcher;
import io.soribit.api.source.SharedAlerts.Member;
import io.soribit.api.source.SharedAlerts.Sharing;
import io.soribit.api.source.SharedAlerts.State;
import io.soribit.common.concurrent.RecentIds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the life cycle of each alert: recorded, delivered to each notifier, acknowledged, ended.
 * With a store, what a run of the hub could not deliver is delivered by the next one within the
 * retry window. Thread-safe: its monitor guards the workers and the active alerts, and is held
 * neither while a notifier is called nor while the disk is read.
 */
public final class AlertDesk implements AutoCloseable {
    /** So many active alerts, the latest, are delivered to a new notifier. */
    private static final int LATEST = 32;

    private final Clocks clocks;
    private final Pause pause;
    private final Duration retryWindow;
    private final DeviceReports devices;
    private final Journal journal;
    private final ActiveAlerts active = new ActiveAlerts();

    /** Of so many alerts it is remembered that they were raised. */
    private static final int REMEMBERED = 10_000;

    private final RecentIds raised = new RecentIds(REMEMBERED);
    private final NotifierWorkers workers = new NotifierWorkers();
    private final Recovery recovery;
    private final Redelivery redelivery;
    private final StoreReader reader;
    private final AlertLifecycle life;
    private final People people = new People();
    private final Audience audience = new Audience(people);
    private final Ownership ownership;
    private final LateStarts late;
    private final Replication replication;
    private final OwnerWatch owners;
    private final EarlyAcknowledgements early = new EarlyAcknowledgements();
    private @Nullable SharedDesk shared;

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
                public void delivered(NotifierWorker worker, Alert alert, Receipt receipt) {
                    AlertDesk.this.delivered(worker, alert, receipt);
                }
            };

    /**
     * @param retryWindow for how long the start of an alert is retried
     * @param disk how long an alert waits at most until it is written
     * @param usual policy of unacknowledged alerts that were stored without one
     */
    public AlertDesk(
            Clocks clocks, Pause pause, Duration retryWindow, Duration disk, ReminderPolicy usual) {
        this(clocks, pause, retryWindow, disk, usual, DeviceReports.NONE);
    }

    /** As the other, with what is known of devices. */
    public AlertDesk(
            Clocks clocks,
            Pause pause,
            Duration retryWindow,
            Duration disk,
            ReminderPolicy usual,
            DeviceReports devices) {
        this.devices = devices;
        this.clocks = clocks;
        this.pause = pause;
        this.retryWindow = retryWindow;
        journal = new Journal(clocks.wall(), disk);
        ownership = new Ownership(active, devices, clocks);
        recovery = new Recovery(raised, journal, active, workers, usual, audience, ownership);
        redelivery = new Redelivery(journal, active, workers);
        late = new LateStarts(ownership, audience);
        life =
                new AlertLifecycle(
                        journal, active, raised, workers, devices, people, audience, ownership,
                        late);
        replication =
                new Replication(
                        ownership,
                        journal,
                        active,
                        workers,
                        audience,
                        life,
                        raised::add,
                        usual,
                        late);
        owners = new OwnerWatch(ownership, journal, active, workers, audience, life, late);
        reader = new StoreReader(journal, this::recover);
    }

    /** As {@link #send(Alert, ReminderPolicy)}, without reminders. */
    public void send(Alert alert) {
        send(alert, ReminderPolicy.NONE);
    }

    /** The people that are configured. */
    public People people() {
        return people;
    }

    /** Takes a start, an update or an end; a start is written before it is delivered. */
    public synchronized void send(Alert alert, ReminderPolicy policy) {
        life.send(alert, policy, clocks.now());
    }

    /** The sound of an alert came again: delivered as an update. */
    public synchronized void repeat(Alert again, ReminderPolicy policy) {
        life.repeat(again, policy, clocks.now());
    }

    /** To be called every second: reminds, escalates, and ends what is over. */
    public void tick() {
        reader.tick();
        synchronized (this) {
            workers.all().forEach(NotifierWorker::tick);
            owners.tick(clocks.now());
            life.tick(clocks.now());
        }
    }

    /** A device shows an alert. May wait for the disk. */
    void confirm(Alert alert, String device) {
        journal.happened(alert, AlertState.CONFIRMED, device);
        devices.confirmed(alert, device);
        confirmed(alert);
    }

    private synchronized void confirmed(Alert alert) {
        life.confirmed(alert, clocks.now());
    }

    private synchronized void delivered(NotifierWorker worker, Alert alert, Receipt receipt) {
        ownership.delivered(worker, alert);
        SharedDesk others = shared;
        if (others != null) {
            others.say(alert.id());
        }
        life.delivered(worker, alert, receipt, clocks.now());
    }

    /** Alerts that nothing has confirmed yet. */
    synchronized int unconfirmed() {
        return life.unconfirmed();
    }

    /**
     * A new notifier receives the active alerts, and what it missed.
     *
     * @return done when it can be used: its id and targets are read on a thread of its own
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
                .filter(alert -> ownership.notifies(worker, alert))
                .filter(alert -> !audience.leavesAlone(worker, alert, now))
                .forEach(alert -> late.send(worker, alert, now));
        redelivery.resume(worker, waiting, now);
        active.leftOver().stream()
                .filter(alert -> !pending.contains(alert.alert().id()))
                .filter(alert -> worker.isReachedBy(alert.alert()) && !alert.isForeign())
                .filter(alert -> !audience.leavesAlone(worker, alert, now))
                .forEach(alert -> worker.remind(audience.narrow(alert.alert(), alert, now)));
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
        synchronized (this) {
            early.begin();
        }
        return reader.begin();
    }

    private synchronized void recover(
            List<Unended> unended, List<Pending> pending, List<AlertChange> last) {
        recovery.recover(unended, clocks.now());
        recovery.rememberSettled(last);
        redelivery.expireAbsent(pending, clocks.now());
        early.end().forEach(e -> life.acknowledge(e.getKey(), e.getValue(), clocks.now()));
        workers.all().forEach(NotifierWorker::moreWaits);
    }

    synchronized void drop(AlertStore store) {
        if (journal.store() == store) {
            journal.use(null);
            early.end();
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

    /** Whether an alert of this id is active. */
    synchronized boolean knows(String id) {
        return active.contains(ownership.idOf(id));
    }

    /** The alert of another hub that one of this hub's belongs to, if it does. */
    synchronized Optional<Alert> join(Alert heard) {
        Optional<ActiveAlert> whole = ownership.goingOn(heard);
        whole.ifPresent(alert -> life.hear(alert, clocks.now()));
        return whole.map(alert -> alert.alert().with(heard.event()));
    }

    /** Begins to share the alerts with other hubs. */
    public Sharing share(String hub, Consumer<State> changed) {
        SharedDesk sharing = new SharedDesk(this, changed);
        synchronized (this) {
            ownership.share(hub);
            shared = sharing;
            sharing.watch(journal);
        }
        return sharing;
    }

    synchronized void unshare(SharedDesk sharing) {
        if (shared == sharing) {
            ownership.alone();
            shared = null;
        }
        sharing.unwatch(journal);
        journal.confirmations().confirmAll();
    }

    synchronized List<State> states() {
        return ownership.all();
    }

    synchronized Optional<State> state(String id) {
        return ownership.state(id);
    }

    synchronized Optional<State> merge(State state) {
        return replication.merge(state, clocks.now());
    }

    synchronized void present(List<Member> hubs) {
        ownership.present(hubs);
        if (!ownership.hasPartner()) {
            journal.confirmations().confirmAll();
        }
    }

    void shared(String alert) {
        journal.confirmations().confirm(alert);
    }

    /**
     * Somebody has seen an alert.
     *
     * @return whether it is active, or may be as far as the store has answered
     */
    public synchronized boolean acknowledge(String id, String by) {
        return life.acknowledge(id, by, clocks.now()) || early.keep(id, by);
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

    /** The notifiers that have not returned for half a minute, by their classes. */
    synchronized Map<Class<?>, String> blocked() {
        Map<Class<?>, String> blocked = new HashMap<>();
        for (NotifierWorker worker : workers.all()) {
            String problem = worker.problem();
            if (!problem.isEmpty()) {
                blocked.put(worker.type(), problem);
            }
        }
        return blocked;
    }

    /** How many deliveries wait, by notifier. */
    public synchronized Map<String, Integer> waiting() {
        return workers.all().stream()
                .collect(
                        Collectors.toMap(
                                NotifierWorker::id, NotifierWorker::waiting, Integer::sum));
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
