// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.delivery.DeliveryWatchdog;
import io.soribit.alert.delivery.DeliveryWatchdog.Unconfirmed;
import io.soribit.alert.delivery.DeviceReports;
import io.soribit.alert.delivery.NotifierWorker;
import io.soribit.alert.delivery.NotifierWorkers;
import io.soribit.alert.person.Audience;
import io.soribit.alert.reach.DeviceProblems;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Journal;
import io.soribit.alert.state.Moment;
import io.soribit.api.Alert;
import io.soribit.api.Receipt;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.common.concurrent.RecentIds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an alert reach more targets: when nobody has acknowledged it in time, and when nothing has
 * confirmed it in time. If nothing at all confirms it, that is an alert of its own. Not
 * thread-safe: the desk guards it.
 */
final class Escalation {
    private static final Logger LOG = LoggerFactory.getLogger(Escalation.class);

    private static final int REMEMBERED = 1_000;

    private final Journal journal;
    private final ActiveAlerts active;
    private final NotifierWorkers workers;
    private final DeviceReports devices;
    private final Audience audience;
    private final LateStarts late;
    private final BiConsumer<Alert, Moment> raise;
    private final RecentIds confirmed = new RecentIds(REMEMBERED);
    private final DeliveryWatchdog watchdog = new DeliveryWatchdog();
    private @Nullable Alert undelivered;

    /**
     * @param raise starts an alert
     */
    Escalation(
            Journal journal,
            ActiveAlerts active,
            NotifierWorkers workers,
            DeviceReports devices,
            Audience audience,
            LateStarts late,
            BiConsumer<Alert, Moment> raise) {
        this.audience = audience;
        this.late = late;
        this.journal = journal;
        this.active = active;
        this.workers = workers;
        this.devices = devices;
        this.raise = raise;
    }

    /** An alert was sent to these. */
    void sent(Alert alert, List<NotifierWorker> reached, Moment now) {
        String sound = alert.event().sound().id();
        boolean matters =
                alert.urgency().compareTo(Urgency.NOTICE) >= 0
                        && !sound.equals(Sound.TEST.id())
                        && !sound.equals(UndeliveredAlert.SOUND)
                        && !alert.event().detector().equals(DeviceProblems.DETECTOR);
        if (matters) {
            watch(alert, reached, now);
        }
    }

    private void watch(Alert alert, List<NotifierWorker> reached, Moment now) {
        List<String> people =
                reached.stream()
                        .filter(NotifierWorker::reachesPeople)
                        .map(NotifierWorker::id)
                        .toList();
        if (!people.isEmpty()) {
            watchdog.sent(alert, people, now.time());
        }
    }

    /**
     * A notifier has the start of an alert.
     *
     * @return the alert that nobody was reached, if that is over
     */
    Optional<Alert> delivered(NotifierWorker worker, Alert alert, Receipt receipt) {
        if (!worker.reachesPeople()) {
            return Optional.empty();
        }
        if (receipt == Receipt.NO_DEVICE) {
            watchdog.skipped(alert.id(), worker.id());
            return Optional.empty();
        }
        devices.sent(alert, worker.targets());
        return receipt == Receipt.DELIVERED ? confirmed(alert) : Optional.empty();
    }

    /** As {@link #delivered}: something shows an alert. */
    Optional<Alert> confirmed(Alert alert) {
        Alert failure = undelivered;
        confirmed.add(alert.id());
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
        before.stream()
                .filter(worker -> !audience.leavesAlone(worker, alert, now))
                .forEach(worker -> worker.remind(audience.narrow(change.alert(), alert, now)));
    }

    /** An alert reaches more targets than before: those that are new receive its start. */
    private void widen(
            ActiveAlert alert, AlertChange change, List<NotifierWorker> before, Moment now) {
        List<NotifierWorker> more =
                workers.reachedBy(change.alert())
                        .filter(w -> !before.contains(w))
                        .filter(w -> !audience.leavesAlone(w, alert, now))
                        .toList();
        journal.begins(change, more.stream().map(NotifierWorker::id).toList());
        more.forEach(worker -> late.escalate(worker, alert, now));
    }

    /** Nothing has confirmed an alert in time: it reaches everything, or that is an alert. */
    private void unconfirmed(Unconfirmed sent, Moment now) {
        Alert alert = sent.alert();
        if (!alert.delivery().targets().isEmpty()) {
            Optional<ActiveAlert> goesOn = active.get(alert.id());
            replace(goesOn.orElseGet(() -> ActiveAlert.over(alert, sent.sent(), now)), alert, now);
            if (goesOn.isEmpty()) {
                journal.happened(alert, AlertState.ENDED, "");
            }
        } else if (undelivered == null && sent.hasDevice() && !isOutranked(alert)) {
            LOG.error(
                    "{} has reached nobody in time: no lamp, display or phone confirms it. Check"
                            + " them on the page; delivery is retried",
                    name(alert));
            Alert failure = UndeliveredAlert.of(alert, now.wall());
            undelivered = failure;
            raise.accept(failure, now);
        }
    }

    /** Everything else takes the place of its targets. */
    private void replace(ActiveAlert alert, Alert sent, Moment now) {
        Set<String> targets = sent.delivery().targets();
        List<NotifierWorker> before = workers.reachedBy(sent).toList();
        List<String> instead = instead(targets, before);
        List<String> problems = devices.problems(targets);
        String names = String.join(", ", new TreeSet<>(targets));
        LOG.warn(
                "{}: {} did not confirm it in time{}: delivering it to {}",
                name(sent),
                names,
                problems.isEmpty() ? "" : " (" + String.join("; ", problems) + ")",
                instead.isEmpty() ? "all targets" : String.join(", ", instead));
        AlertChange change = alert.widen(names + " → " + String.join(", ", instead), now);
        widen(alert, change, before, now);
        before.forEach(worker -> worker.remind(change.alert())); // for its other devices
        watch(change.alert(), workers.reachedBy(change.alert()).toList(), now);
    }

    private List<String> instead(Set<String> targets, List<NotifierWorker> before) {
        List<String> others = devices.reachableBut(targets);
        return others.isEmpty()
                ? workers.all().stream()
                        .filter(worker -> worker.reachesPeople() && !before.contains(worker))
                        .map(NotifierWorker::id)
                        .toList()
                : others;
    }

    /** Devices show something that is more urgent. */
    private boolean isOutranked(Alert alert) {
        return active.all().stream()
                .filter(other -> !other.isOver() && confirmed.contains(other.alert().id()))
                .anyMatch(other -> other.alert().urgency().compareTo(alert.urgency()) > 0);
    }

    private static String name(Alert alert) {
        return alert.event().sound().name("en");
    }
}
