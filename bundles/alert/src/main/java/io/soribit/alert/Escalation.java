// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.delivery.DeliveryWatchdog;
import io.soribit.alert.delivery.NotifierWorker;
import io.soribit.alert.delivery.NotifierWorkers;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Journal;
import io.soribit.alert.state.Moment;
import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an alert reach more targets: when nobody has acknowledged it in time, and when no notifier
 * has confirmed it in time. If nothing at all confirms it, that is an alert of its own. Not
 * thread-safe: the desk guards it.
 */
final class Escalation {
    private static final Logger LOG = LoggerFactory.getLogger(Escalation.class);

    private final Journal journal;
    private final ActiveAlerts active;
    private final NotifierWorkers workers;
    private final BiConsumer<Alert, Moment> raise;
    private final DeliveryWatchdog watchdog = new DeliveryWatchdog();
    private @Nullable Alert undelivered;

    /**
     * @param raise starts an alert
     */
    Escalation(
            Journal journal,
            ActiveAlerts active,
            NotifierWorkers workers,
            BiConsumer<Alert, Moment> raise) {
        this.journal = journal;
        this.active = active;
        this.workers = workers;
        this.raise = raise;
    }

    /** An alert was sent to these. */
    void sent(Alert alert, List<NotifierWorker> reached, Moment now) {
        String sound = alert.event().sound().id();
        boolean matters =
                alert.urgency().compareTo(Urgency.NOTICE) >= 0
                        && !sound.equals(Sound.TEST.id())
                        && !sound.equals(UndeliveredAlert.SOUND);
        if (matters && reached.stream().anyMatch(NotifierWorker::reachesPeople)) {
            watchdog.sent(alert, now.time());
        }
    }

    /**
     * A notifier has the start of an alert.
     *
     * @return the alert that nobody was reached, if that is over
     */
    Optional<Alert> confirmed(NotifierWorker worker, Alert alert) {
        Alert failure = undelivered;
        if (!worker.reachesPeople()) {
            return Optional.empty();
        }
        watchdog.confirmed(alert.id());
        if (failure == null || failure.id().equals(alert.id())) {
            return Optional.empty();
        }
        undelivered = null;
        return Optional.of(failure);
    }

    int unconfirmed() {
        return watchdog.size();
    }

    /** To be called every second. */
    void checkConfirmed(Moment now) {
        watchdog.takeUnconfirmed(now.time()).forEach(alert -> unconfirmed(alert, now));
    }

    /** Nobody has acknowledged it in time. */
    void escalate(ActiveAlert alert, Moment now) {
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

    /** A notifier receives the start of an alert that was raised before. */
    static void sendLate(NotifierWorker worker, ActiveAlert alert, Moment now) {
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
            raise.accept(failure, now);
        }
    }
}
