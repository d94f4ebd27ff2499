// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static java.util.stream.Collectors.toSet;

import io.soribit.api.Alert;
import io.soribit.api.AlertChange;
import io.soribit.api.AlertState;
import io.soribit.api.AlertStore;
import io.soribit.api.AlertStore.Pending;
import io.soribit.api.Alerts.Watch;
import io.soribit.api.Alerts.Watcher;
import io.soribit.api.Notifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each alert through its life: it is written down, handed to each notifier, acknowledged,
 * ended. With a store, what a run of the hub could not deliver is delivered by the next one while
 * it is news. Thread-safe: its monitor guards the couriers and the alerts that go on.
 */
final class AlertDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);
    private static final int LONGEST_NAME = 64;

    /** So many alerts at most are called to mind at one time; the others follow. */
    private static final int MOST_REMINDERS = 10;

    /** So many that go on are told to a notifier that comes late, the latest. */
    private static final int LATEST = 32;

    private final Clock clock;
    private final Courier.Pause pause;
    private final Duration news;
    private final Journal journal;
    private final ActiveAlerts active = new ActiveAlerts();
    private final Couriers couriers = new Couriers();
    private final Recovery recovery;
    private final Redelivery redelivery;
    private final Seldom crowded = new Seldom();

    /**
     * @param news for how long the start of an alert is worth telling
     * @param disk how long an alert waits at most until it is written
     * @param unseen what is done of alerts that an earlier run left unseen
     */
    AlertDesk(Clock clock, Courier.Pause pause, Duration news, Duration disk, Attention unseen) {
        this.clock = clock;
        this.pause = pause;
        this.news = news;
        journal = new Journal(clock, disk);
        Instant started = clock.instant();
        recovery = new Recovery(clock, started, journal, active, unseen);
        redelivery = new Redelivery(clock, started, journal, active, couriers);
    }

    /** As {@link #send(Alert, Attention)}: it is over with its sound. */
    void send(Alert alert) {
        send(alert, Attention.NONE);
    }

    /** Takes what is heard of an alert; its start is written before it is sent. */
    synchronized void send(Alert alert, Attention attention) {
        Instant now = clock.instant();
        switch (alert.event().phase()) {
            case START -> start(alert, attention, now);
            case UPDATE -> {
                active.get(alert.id()).ifPresent(a -> a.update(now));
                tell(asHandled(alert), now);
            }
            case END -> {
                active.get(alert.id()).ifPresent(a -> a.end(alert, now));
                tell(asHandled(alert), now);
                endIfDone(alert.id(), now);
                active.get(alert.id()).ifPresent(a -> journal.show(a.change()));
            }
        }
    }

    private Alert asHandled(Alert alert) {
        return active.get(alert.id()).map(a -> alert.with(a.alert().handling())).orElse(alert);
    }

    private void start(Alert wanted, Attention attention, Instant now) {
        Alert alert = couriers.reachable(wanted);
        active.add(new ActiveAlert(alert, attention, now));
        endSurplus(now);
        List<Courier> reached = couriers.reachedBy(alert).toList();
        journal.raised(alert, reached.stream().map(Courier::id).toList());
        reached.forEach(courier -> courier.send(alert, now));
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
        if (!surplus.isEmpty() && crowded.isDue(now)) {
            LOG.warn(
                    "more than {} alerts go on at one time: the oldest whose sound is over are"
                            + " ended, seen or not. soribit history lists them",
                    ActiveAlerts.MOST);
        }
        surplus.forEach(this::end);
    }

    private void tell(Alert alert, Instant now) {
        couriers.reachedBy(alert).forEach(courier -> courier.send(alert, now));
    }

    /** The sound of an alert came again: it is told of quietly. */
    synchronized void repeat(Alert again, Attention attention) {
        Instant now = clock.instant();
        ActiveAlert alert =
                active.get(again.id()).orElseGet(() -> new ActiveAlert(again, attention, now));
        active.add(alert);
        journal.happened(alert.repeat(again, now));
        tell(again.with(again.event().updated()), now);
    }

    /** To be called every second: reminds, escalates, and ends what is over. */
    synchronized void tick() {
        Instant now = clock.instant();
        active.takeDone(now).forEach(this::end);
        int reminders = 0;
        for (ActiveAlert alert : active.all()) {
            if (alert.escalates(now)) {
                escalate(alert, now);
            } else if (reminders < MOST_REMINDERS && alert.reminds(now)) {
                reminders++;
                couriers.reachedBy(alert.alert())
                        .forEach(courier -> courier.remind(alert.alert(), now));
            }
        }
    }

    private void escalate(ActiveAlert alert, Instant now) {
        List<Courier> before = couriers.reachedBy(alert.alert()).toList();
        AlertChange change = alert.escalate(now, couriers::reach);
        List<Courier> more =
                couriers.reachedBy(change.alert()).filter(c -> !before.contains(c)).toList();
        journal.begins(change, more.stream().map(Courier::id).toList());
        before.forEach(courier -> courier.remind(change.alert(), now));
        more.forEach(courier -> tellLate(courier, alert, now));
    }

    private static void tellLate(Courier courier, ActiveAlert alert, Instant now) {
        courier.send(alert.start(), now);
        if (alert.isOver()) {
            courier.send(alert.alert(), now);
        }
    }

    /** A notifier that comes while an alert goes on is told of it, and of what it missed. */
    synchronized void addNotifier(Notifier notifier) {
        Instant now = clock.instant();
        Courier courier = new Courier(notifier, clock, pause, news, journal, this::catchUp);
        couriers.add(notifier, courier);
        List<Pending> waiting = redelivery.oldest(courier);
        Set<String> pending = waiting.stream().map(p -> p.alert().id()).collect(toSet());
        active.news(now, LATEST).stream()
                .filter(alert -> !pending.contains(alert.alert().id()))
                .filter(alert -> courier.isReachedBy(alert.alert()))
                .forEach(alert -> tellLate(courier, alert, now));
        redelivery.resume(courier, waiting);
    }

    void removeNotifier(Notifier notifier) {
        @Nullable Courier courier;
        synchronized (this) {
            courier = couriers.take(notifier);
        }
        if (courier != null) {
            courier.close();
        }
    }

    /** From now on alerts are kept here; what an earlier run left over is looked after. */
    synchronized void use(AlertStore store) {
        journal.use(store);
        recovery.recover();
        redelivery.resumeEarlier();
    }

    synchronized void drop(AlertStore store) {
        if (journal.store() == store) {
            journal.use(null);
        }
    }

    private synchronized void catchUp(Courier courier, List<Pending> waiting) {
        if (couriers.contains(courier)) {
            redelivery.resume(waiting);
        }
    }

    synchronized List<AlertChange> active() {
        return active.changes();
    }

    synchronized boolean acknowledge(String id, String by) {
        String who = by.replaceAll("\\p{Cntrl}+", " ").strip();
        String name = who.substring(0, Math.min(LONGEST_NAME, who.length()));
        Instant now = clock.instant();
        boolean known = active.contains(id);
        active.get(id)
                .flatMap(alert -> alert.acknowledge(name, now))
                .ifPresent(
                        seen -> {
                            couriers.reachedBy(seen.alert())
                                    .forEach(courier -> courier.acknowledge(seen));
                            journal.happened(seen);
                        });
        endIfDone(id, now);
        return known;
    }

    boolean test(String target, String by) {
        Alert alert = TestAlert.of(target, by, clock.instant());
        synchronized (this) {
            boolean reached = couriers.reach(alert.handling().targets());
            if (reached) {
                send(alert);
                send(alert.with(alert.event().endedAt(clock.instant())));
            }
            return reached;
        }
    }

    synchronized List<String> targets() {
        return couriers.targets();
    }

    synchronized Watch watch(Watcher watcher) {
        journal.add(watcher, active.changes());
        return () -> journal.remove(watcher);
    }

    @Override
    public void close() {
        List<Courier> last;
        synchronized (this) {
            last = couriers.takeAll();
        }
        last.forEach(Courier::close);
        journal.close();
    }
}
