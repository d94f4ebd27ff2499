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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
final class AlertDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);
    private static final int LONGEST_NAME = 64;

    /** So many alerts at most are called to mind at one time; the others follow. */
    private static final int MOST_REMINDERS = 10;

    /**
     * Of what an earlier run left for notifiers that are gone, so many are looked after at once.
     */
    private static final int ORPHANS = 1_000;

    /** So many that go on are told to a notifier that comes late, the latest. */
    private static final int LATEST = 32;

    /** Between two warnings of the same. */
    private static final Duration REPORTS = Duration.ofMinutes(1);

    /** So many changes are looked through for who has seen what an earlier run left over. */
    private static final int REMEMBERED = 10_000;

    /** For so long alerts wait for a notifier that is not there. */
    private static final Duration ABSENT = Duration.ofDays(1);

    private final Clock clock;
    private final Courier.Pause pause;
    private final Duration news;
    private final Attention unseen;
    private final Instant started;
    private final Journal journal;
    private final ActiveAlerts active = new ActiveAlerts();
    private final Map<Notifier, Courier> couriers = new LinkedHashMap<>();
    private final Set<Set<String>> missing = new HashSet<>();
    private final Seldom crowded = new Seldom(REPORTS);
    private final Seldom late = new Seldom(REPORTS);

    /**
     * @param news for how long the start of an alert is worth telling
     * @param disk how long an alert waits at most until it is written
     * @param unseen what is done of alerts that an earlier run left unseen
     */
    AlertDesk(Clock clock, Courier.Pause pause, Duration news, Duration disk, Attention unseen) {
        this.unseen = unseen;
        this.clock = clock;
        this.pause = pause;
        this.news = news;
        started = clock.instant();
        journal = new Journal(clock, disk);
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
        Alert alert = reachable(wanted);
        active.add(new ActiveAlert(alert, attention, now));
        endSurplus(now);
        List<Courier> reached = reached(alert).toList();
        journal.raised(alert, reached.stream().map(Courier::id).toList());
        reached.forEach(courier -> courier.send(alert, now));
    }

    /** What nothing would tell of, everything tells of. */
    private Alert reachable(Alert alert) {
        Set<String> targets = alert.handling().targets();
        if (targets.isEmpty() || couriers.isEmpty() || isThere(targets)) {
            return alert;
        }
        if (missing.add(targets)) {
            LOG.warn(
                    "nothing is called {}, as a rule for {} wants: everything tells of it. There"
                            + " are {}; correct the targets in etc/io.soribit.alert.rule-*.cfg",
                    String.join(", ", new TreeSet<>(targets)),
                    alert.event().sound().id(),
                    String.join(", ", targets()));
        }
        return alert.with(alert.handling().reaching(Set.of()));
    }

    private boolean isThere(Set<String> targets) {
        return names().anyMatch(targets::contains);
    }

    private void endIfDone(String id, Instant now) {
        active.takeDone(id, now).ifPresent(over -> journal.happened(over, AlertState.ENDED, ""));
    }

    private void endDone(Instant now) {
        active.takeDone(now).forEach(over -> journal.happened(over, AlertState.ENDED, ""));
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
        surplus.forEach(over -> journal.happened(over, AlertState.ENDED, ""));
    }

    private void tell(Alert alert, Instant now) {
        reached(alert).forEach(courier -> courier.send(alert, now));
    }

    private Stream<Courier> reached(Alert alert) {
        return couriers.values().stream().filter(courier -> courier.isReachedBy(alert));
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
        endDone(now);
        int reminders = 0;
        for (ActiveAlert alert : active.all()) {
            if (alert.escalates(now)) {
                escalate(alert, now);
            } else if (reminders < MOST_REMINDERS && alert.reminds(now)) {
                reminders++;
                reached(alert.alert()).forEach(courier -> courier.remind(alert.alert(), now));
            }
        }
    }

    private void escalate(ActiveAlert alert, Instant now) {
        List<Courier> before = reached(alert.alert()).toList();
        AlertChange change = alert.escalate(now);
        List<Courier> more = reached(change.alert()).filter(c -> !before.contains(c)).toList();
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
        couriers.put(notifier, courier);
        List<Pending> waiting = oldest(courier);
        Set<String> pending = waiting.stream().map(p -> p.alert().id()).collect(toSet());
        active.news(now, LATEST).stream()
                .filter(alert -> !pending.contains(alert.alert().id()))
                .filter(alert -> courier.isReachedBy(alert.alert()))
                .forEach(alert -> tellLate(courier, alert, now));
        resume(courier, waiting, p -> true);
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
        List<Alert> unended = journal.unended();
        // Looked up only if it matters: that reads much of the history.
        Set<String> seen =
                unended.stream().anyMatch(alert -> alert.handling().acknowledgement())
                        ? journal.seen(REMEMBERED)
                        : Set.of();
        for (Alert alert : unended) {
            if (!active.contains(alert.id()) && alert.event().onset().isBefore(started)) {
                leftOver(alert, seen.contains(alert.id()));
            }
        }
        couriers.values().forEach(courier -> resume(courier, oldest(courier), this::isOfBefore));
        List<String> present = couriers.values().stream().map(Courier::id).toList();
        resume(
                journal.pending(ORPHANS).stream()
                        .filter(p -> !present.contains(p.notifier()))
                        .toList());
    }

    /** Its sound is over as far as the hub knows; but who had to see it may not have. */
    private void leftOver(Alert alert, boolean seen) {
        Instant now = clock.instant();
        boolean awaited = alert.handling().acknowledgement() && !seen;
        if (awaited && alert.event().onset().plus(unseen.unseen()).isAfter(now)) {
            ActiveAlert waiting = ActiveAlert.leftOver(alert, unseen, now);
            active.add(waiting);
            journal.show(waiting.change());
            LOG.warn(
                    "{} since {} was not seen before the hub began again: people are reminded",
                    alert.event().sound().name("en"),
                    alert.event().onset());
        } else {
            journal.happened(alert, AlertState.ENDED, "");
        }
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

    private List<Pending> oldest(Courier courier) {
        return journal.pending(courier.id(), Courier.MOST_STARTS).orElse(List.of());
    }

    /** What came since is on its way. */
    private boolean isOfBefore(Pending pending) {
        return pending.since().isBefore(started);
    }

    private void resume(Courier courier, List<Pending> oldest, Predicate<Pending> which) {
        resume(oldest.stream().filter(which).toList());
        if (oldest.size() == Courier.MOST_STARTS) {
            courier.moreWaits();
        }
    }

    private synchronized void catchUp(Courier courier, List<Pending> waiting) {
        if (couriers.containsValue(courier)) {
            resume(waiting);
        }
    }

    private void resume(List<Pending> waiting) {
        Instant now = clock.instant();
        Backlog backlog = Backlog.of(waiting, this::newsOf, now);
        if (!backlog.stale().isEmpty()) {
            if (late.isDue(now)) {
                LOG.warn(
                        "not delivered while it was news, and not shown any more: {}."
                                + " soribit history lists them",
                        backlog.summary());
            }
            backlog.stale()
                    .forEach(p -> journal.happened(p.alert(), AlertState.EXPIRED, p.notifier()));
        }
        for (Pending pending : backlog.fresh()) {
            for (Courier courier : couriers.values()) {
                if (courier.id().equals(pending.notifier())) {
                    resume(courier, pending, now);
                }
            }
        }
    }

    private void resume(Courier courier, Pending pending, Instant now) {
        Alert alert = pending.alert();
        courier.send(alert, pending.since());
        if (!active.contains(alert.id())) {
            courier.send(Backlog.ended(alert, now), now);
        }
        active.get(alert.id())
                .map(ActiveAlert::change)
                .filter(change -> change.state() == AlertState.ACKNOWLEDGED)
                .ifPresent(courier::acknowledge);
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
                            reached(seen.alert()).forEach(courier -> courier.acknowledge(seen));
                            journal.happened(seen);
                        });
        endIfDone(id, now);
        return known;
    }

    boolean test(String target, String by) {
        Alert alert = TestAlert.of(target, by, clock.instant());
        synchronized (this) {
            Set<String> targets = alert.handling().targets();
            boolean reached = targets.isEmpty() ? !couriers.isEmpty() : isThere(targets);
            if (reached) {
                send(alert);
                send(alert.with(alert.event().endedAt(clock.instant())));
            }
            return reached;
        }
    }

    synchronized List<String> targets() {
        return names().distinct().sorted().toList();
    }

    /** A rule cannot say a name with a comma. */
    private Stream<String> names() {
        return couriers.values().stream()
                .flatMap(courier -> courier.targets().stream())
                .filter(name -> !name.contains(","));
    }

    synchronized Watch watch(Watcher watcher) {
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
