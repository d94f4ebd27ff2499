// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Journal;
import io.soribit.alert.state.Moment;
import io.soribit.api.Alert;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.common.log.LogThrottle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands workers what waits for them in the store: what an earlier run of the hub could not deliver,
 * and what a slow notifier could not take. What is older than the retry window has expired. Not
 * thread-safe: the desk guards it.
 */
public final class Redelivery {
    private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);

    /** For so long alerts wait for a notifier that is not there. */
    private static final Duration ABSENT = Duration.ofDays(1);

    private final Journal journal;
    private final ActiveAlerts active;
    private final NotifierWorkers workers;
    private final LogThrottle expired = new LogThrottle();

    public Redelivery(Journal journal, ActiveAlerts active, NotifierWorkers workers) {
        this.journal = journal;
        this.active = active;
        this.workers = workers;
    }

    /** This waits for one worker: what is fresh is delivered, the rest has expired. */
    public void resume(NotifierWorker worker, List<Pending> waiting, Moment now) {
        Backlog backlog = Backlog.of(waiting, p -> isOlder(p, worker.retryWindow(), now));
        expire(backlog, now);
        backlog.fresh().forEach(pending -> resend(worker, pending, now));
    }

    /** Of this, what waits for notifiers that have been absent for long has expired. */
    public void expireAbsent(List<Pending> waiting, Moment now) {
        expire(
                Backlog.of(
                        waiting,
                        p ->
                                workers.of(p.notifier()).findAny().isEmpty()
                                        && isOlder(p, ABSENT, now)),
                now);
    }

    private static boolean isOlder(Pending pending, Duration window, Moment now) {
        return now.time().minus(now.timeOf(pending.since())).compareTo(window) > 0;
    }

    private void expire(Backlog backlog, Moment now) {
        if (backlog.stale().isEmpty()) {
            return;
        }
        if (expired.isDue(Instant.EPOCH.plus(now.time()))) {
            LOG.warn(
                    "not delivered within the retry window, and expired: {}. soribit history lists"
                            + " them",
                    backlog.summary());
        }
        backlog.stale().forEach(p -> journal.happened(p.alert(), AlertState.EXPIRED, p.notifier()));
    }

    private void resend(NotifierWorker worker, Pending pending, Moment now) {
        Alert alert = pending.alert();
        worker.send(alert, now.timeOf(pending.since()));
        if (!active.contains(alert.id())) {
            worker.send(alert.with(alert.event().endedAt(now.wall())), now.time());
        }
        active.get(alert.id())
                .map(ActiveAlert::change)
                .filter(change -> change.state() == AlertState.ACKNOWLEDGED)
                .ifPresent(worker::acknowledge);
    }
}
