// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Alert;
import io.soribit.api.AlertChange;
import io.soribit.api.AlertState;
import io.soribit.api.AlertStore;
import io.soribit.api.AlertStore.Pending;
import io.soribit.api.Alerts;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each alert through its life: it is written down, handed to each notifier, acknowledged,
 * ended. With a store, what a run of the hub could not deliver is delivered by the next one while
 * it is news. Thread-safe.
 */
final class AlertDesk implements Alerts, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);
    private static final int LONGEST_NAME = 64;

    /** For so long alerts wait for a notifier that is not there. */
    private static final Duration ABSENT = Duration.ofDays(1);

    private final Clock clock;
    private final Courier.Pause pause;
    private final Duration news;
    private final Instant started;
    private final Journal journal;
    private final ActiveAlerts active = new ActiveAlerts();
    private final Map<Notifier, Courier> couriers = new LinkedHashMap<>();

    /**
     * @param news for how long the start of an alert is worth telling
     * @param disk how long an alert waits at most until it is written
     */
    AlertDesk(Clock clock, Courier.Pause pause, Duration news, Duration disk) {
        this.clock = clock;
        this.pause = pause;
        this.news = news;
        started = clock.instant();
        journal = new Journal(clock, disk);
    }

    /** Takes what is heard of an alert; its start is written before it is sent. */
    synchronized void send(Alert alert) {
        Instant now = clock.instant();
        active.endForgotten(now).forEach(old -> journal.happened(old, AlertState.ENDED, ""));
        Optional<Alert> over = Optional.empty();
        if (alert.event().phase() == Phase.START) {
            active.start(alert, now);
            journal.raised(alert, reached(alert).map(Courier::id).toList());
        } else if (alert.event().phase() == Phase.UPDATE) {
            active.update(alert.id(), now);
        } else {
            over = active.end(alert.id());
        }
        reached(alert).forEach(courier -> courier.send(alert, now));
        over.ifPresent(start -> journal.happened(start, AlertState.ENDED, ""));
    }

    private Stream<Courier> reached(Alert alert) {
        return couriers.values().stream().filter(courier -> courier.isReachedBy(alert));
    }

    /** A notifier that comes while an alert goes on is told of it, and of what it missed. */
    synchronized void addNotifier(Notifier notifier) {
        Instant now = clock.instant();
        Courier courier = new Courier(notifier, clock, pause, news, journal, this::catchUp);
        couriers.put(notifier, courier);
        Set<String> told = resume(p -> p.notifier().equals(courier.id()));
        active.starts(now).stream()
                .filter(alert -> !told.contains(alert.id()))
                .forEach(alert -> courier.send(alert, now));
    }

    void removeNotifier(Notifier notifier) {
        @Nullable Courier courier;
        synchronized (this) {
            courier = couriers.remove(notifier);
        }
        if (courier != null) {
            courier.close();
        }
    }

    /** From now on alerts are kept here; what an earlier run left over is looked after. */
    synchronized void use(AlertStore store) {
        journal.use(store);
        for (Alert alert : journal.unended()) {
            if (!active.contains(alert.id()) && alert.event().onset().isBefore(started)) {
                journal.happened(alert, AlertState.ENDED, "");
            }
        }
        resume(p -> p.since().isBefore(started));
    }

    synchronized void drop(AlertStore store) {
        if (journal.store() == store) {
            journal.use(null);
        }
    }

    private Duration newsOf(String notifier) {
        return couriers.values().stream()
                .filter(courier -> courier.id().equals(notifier))
                .findFirst()
                .map(Courier::news)
                .orElse(ABSENT);
    }

    /** Ids of the alerts that are sent now. */
    private Set<String> resume(Predicate<Pending> which) {
        return resume(journal.pending().stream().filter(which).toList());
    }

    private synchronized void catchUp(Courier courier, List<Pending> waiting) {
        if (couriers.containsValue(courier)) {
            resume(waiting);
        }
    }

    private Set<String> resume(List<Pending> waiting) {
        Instant now = clock.instant();
        Backlog backlog = Backlog.of(waiting, this::newsOf, now);
        if (!backlog.stale().isEmpty()) {
            LOG.warn(
                    "not delivered while it was news, and not shown any more: {}."
                            + " soribit history lists them",
                    backlog.summary());
            backlog.stale()
                    .forEach(p -> journal.happened(p.alert(), AlertState.EXPIRED, p.notifier()));
        }
        Set<String> sent = new HashSet<>();
        for (Pending pending : backlog.fresh()) {
            for (Courier courier : couriers.values()) {
                if (courier.id().equals(pending.notifier())) {
                    resume(courier, pending, now);
                    sent.add(pending.alert().id());
                }
            }
        }
        return sent;
    }

    private void resume(Courier courier, Pending pending, Instant now) {
        Alert alert = pending.alert();
        courier.send(alert, pending.since());
        if (!active.contains(alert.id())) {
            courier.send(Backlog.ended(alert, now), now);
        }
        active.changes().stream()
                .filter(c -> c.alert().id().equals(alert.id()))
                .filter(c -> c.state() == AlertState.ACKNOWLEDGED)
                .forEach(courier::acknowledge);
    }

    @Override
    public synchronized List<AlertChange> active() {
        return active.changes();
    }

    @Override
    public synchronized boolean acknowledge(String id, String by) {
        String who = by.replaceAll("\\p{Cntrl}+", " ").strip();
        String name = who.substring(0, Math.min(LONGEST_NAME, who.length()));
        active.acknowledge(id, name, clock.instant())
                .ifPresent(
                        seen -> {
                            couriers.values().forEach(courier -> courier.acknowledge(seen));
                            journal.happened(seen);
                        });
        return active.contains(id);
    }

    @Override
    public boolean test(String target, String by) {
        Alert alert = TestAlert.of(target, by, clock.instant());
        synchronized (this) {
            boolean reached = couriers.values().stream().anyMatch(c -> c.isReachedBy(alert));
            if (reached) {
                send(alert);
                send(alert.with(alert.event().endedAt(clock.instant())));
            }
            return reached;
        }
    }

    @Override
    public synchronized List<String> targets() {
        return couriers.values().stream()
                .flatMap(courier -> courier.targets().stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public synchronized Watch watch(Watcher watcher) {
        journal.add(watcher, active.changes());
        return () -> journal.remove(watcher);
    }

    @Override
    public void close() {
        List<Courier> last;
        synchronized (this) {
            last = new ArrayList<>(couriers.values());
            couriers.clear();
        }
        last.forEach(Courier::close);
        journal.close();
    }
}
