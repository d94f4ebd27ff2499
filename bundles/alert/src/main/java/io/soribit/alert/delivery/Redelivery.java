// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Journal;
import io.soribit.api.Alert;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.common.log.LogThrottle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands workers what waits for them in the store: what an earlier run of the hub could not deliver,
 * and what a slow notifier could not take. What is no news any more has expired. Not thread-safe:
 * the desk guards it.
 */
public final class Redelivery {
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
    private final NotifierWorkers workers;
    private final LogThrottle late = new LogThrottle();

    /**
     * @param started when this run of the hub began
     */
    public Redelivery(
            Clock clock,
            Instant started,
            Journal journal,
            ActiveAlerts active,
            NotifierWorkers workers) {
        this.clock = clock;
        this.started = started;
        this.journal = journal;
        this.active = active;
        this.workers = workers;
    }

    /** What the store holds for a worker, the oldest first, as many as it takes at one time. */
    public List<Pending> oldest(NotifierWorker worker) {
        return journal.pending(worker.id(), NotifierWorker.MOST_STARTS).orElse(List.of());
    }

    /** A worker has come: it is handed all that waits for it. */
    public void resume(NotifierWorker worker, List<Pending> oldest) {
        resume(worker, oldest, pending -> true);
    }

    /** A store has come: what waits in it since an earlier run goes on its way. */
    public void resumeEarlier() {
        List<NotifierWorker> present = workers.all();
        present.forEach(worker -> resume(worker, oldest(worker), this::isOfBefore));
        List<String> ids = present.stream().map(NotifierWorker::id).toList();
        resume(
                journal.pending(ORPHANS).stream()
                        .filter(pending -> !ids.contains(pending.notifier()))
                        .toList());
    }

    /** What came since is on its way. */
    private boolean isOfBefore(Pending pending) {
        return pending.since().isBefore(started);
    }

    private void resume(NotifierWorker worker, List<Pending> oldest, Predicate<Pending> which) {
        resume(oldest.stream().filter(which).toList());
        if (oldest.size() == NotifierWorker.MOST_STARTS) {
            worker.moreWaits();
        }
    }

    /** This has waited: what is news goes to its workers, what is not has expired. */
    public void resume(List<Pending> waiting) {
        Instant now = clock.instant();
        Backlog backlog = Backlog.of(waiting, this::retryWindowOf, now);
        if (!backlog.stale().isEmpty()) {
            if (late.isDue(now)) {
                LOG.warn(
                        "not delivered within the retry window, and expired: {}."
                                + " soribit history lists them",
                        backlog.summary());
            }
            backlog.stale()
                    .forEach(p -> journal.happened(p.alert(), AlertState.EXPIRED, p.notifier()));
        }
        for (Pending pending : backlog.fresh()) {
            workers.of(pending.notifier()).forEach(worker -> resend(worker, pending, now));
        }
    }

    private Duration retryWindowOf(String notifier) {
        return workers.of(notifier).findFirst().map(NotifierWorker::retryWindow).orElse(ABSENT);
    }

    private void resend(NotifierWorker worker, Pending pending, Instant now) {
        Alert alert = pending.alert();
        worker.send(alert, pending.since());
        if (!active.contains(alert.id())) {
            worker.send(Backlog.ended(alert, now), now);
        }
        active.get(alert.id())
                .map(ActiveAlert::change)
                .filter(change -> change.state() == AlertState.ACKNOWLEDGED)
                .ifPresent(worker::acknowledge);
    }
}
