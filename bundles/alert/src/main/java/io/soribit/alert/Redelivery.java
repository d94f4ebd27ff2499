// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Alert;
import io.soribit.api.AlertState;
import io.soribit.api.AlertStore.Pending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands couriers what waits for them in the store: what an earlier run of the hub could not
 * deliver, and what a slow notifier could not take. What is no news any more has expired. Not
 * thread-safe: the desk guards it.
 */
final class Redelivery {
    private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);

    /**
     * Of what an earlier run left for notifiers that are gone, so many are looked after at once.
     */
    private static final int ORPHANS = 1_000;

    /** For so long alerts wait for a notifier that is not there. */
    private static final Duration ABSENT = Duration.ofDays(1);

    private final Clock clock;
    private final Instant started;
    private final Journal journal;
    private final ActiveAlerts active;
    private final Couriers couriers;
    private final Seldom late = new Seldom();

    /**
     * @param started when this run of the hub began
     */
    Redelivery(
            Clock clock, Instant started, Journal journal, ActiveAlerts active, Couriers couriers) {
        this.clock = clock;
        this.started = started;
        this.journal = journal;
        this.active = active;
        this.couriers = couriers;
    }

    /** What the store holds for a courier, the oldest first, as many as it takes at one time. */
    List<Pending> oldest(Courier courier) {
        return journal.pending(courier.id(), Courier.MOST_STARTS).orElse(List.of());
    }

    /** A courier has come: it is handed all that waits for it. */
    void resume(Courier courier, List<Pending> oldest) {
        resume(courier, oldest, pending -> true);
    }

    /** A store has come: what waits in it since an earlier run goes on its way. */
    void resumeEarlier() {
        List<Courier> present = couriers.all();
        present.forEach(courier -> resume(courier, oldest(courier), this::isOfBefore));
        List<String> ids = present.stream().map(Courier::id).toList();
        resume(
                journal.pending(ORPHANS).stream()
                        .filter(pending -> !ids.contains(pending.notifier()))
                        .toList());
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

    /** This has waited: what is news goes to its couriers, what is not has expired. */
    void resume(List<Pending> waiting) {
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
            couriers.of(pending.notifier()).forEach(courier -> resend(courier, pending, now));
        }
    }

    private Duration newsOf(String notifier) {
        return couriers.of(notifier).findFirst().map(Courier::news).orElse(ABSENT);
    }

    private void resend(Courier courier, Pending pending, Instant now) {
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
}
