// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.delivery.NotifierWorkers;
import io.soribit.alert.person.Audience;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Journal;
import io.soribit.alert.state.Moment;
import io.soribit.alert.state.Share;
import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore.Unended;
import io.soribit.common.concurrent.RecentIds;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the alerts that an earlier run of the hub left active: their sounds are over as far as the
 * hub knows. One that has to be acknowledged stays active until somebody does. Not thread-safe: the
 * desk guards it.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final RecentIds raised;
    private final Journal journal;
    private final ActiveAlerts active;
    private final NotifierWorkers workers;
    private final ReminderPolicy usual;
    private final Audience audience;
    private final Ownership ownership;

    /** So long after a restart another hub can say how far an alert has come. */
    private static final Duration CLAIM = Duration.ofSeconds(20);

    /**
     * @param raised by this run of the hub
     * @param usual the policy of alerts that were stored without one
     */
    Recovery(
            RecentIds raised,
            Journal journal,
            ActiveAlerts active,
            NotifierWorkers workers,
            ReminderPolicy usual,
            Audience audience,
            Ownership ownership) {
        this.ownership = ownership;
        this.raised = raised;
        this.journal = journal;
        this.active = active;
        this.workers = workers;
        this.usual = usual;
        this.audience = audience;
    }

    /** Takes over what the store holds of an earlier run. */
    void recover(List<Unended> unended, Moment now) {
        for (Unended one : unended) {
            if (!raised.contains(one.alert().id())) {
                recover(one, now);
            }
        }
    }

    private void recover(Unended unended, Moment now) {
        Alert alert = unended.alert();
        unended.delivered().stream()
                .flatMap(workers::of)
                .forEach(worker -> worker.markStarted(alert.id()));
        ReminderPolicy policy = ReminderPolicy.parse(Share.policy(unended.memento())).orElse(usual);
        boolean awaited =
                alert.delivery().acknowledgement()
                        && unended.last().state() != AlertState.ACKNOWLEDGED;
        Duration age = now.time().minus(now.timeOf(unended.raised()));
        if (!awaited || age.compareTo(policy.unseen()) >= 0) {
            journal.happened(alert, AlertState.ENDED, "");
            return;
        }
        ActiveAlert waiting = ActiveAlert.leftOver(unended, policy, now);
        audience.expect(waiting);
        active.add(waiting);
        journal.show(waiting.change());
        String owner = Share.owner(unended.memento());
        if (owner != null) {
            Duration until = now.time().plus(CLAIM);
            waiting.share(Share.remembered(ownership.hub(), owner, until));
            return;
        }
        workers.reachedBy(waiting.alert())
                .filter(worker -> !audience.leavesAlone(worker, waiting, now))
                .forEach(worker -> worker.remind(audience.narrow(waiting.alert(), waiting, now)));
        LOG.warn(
                "{} since {} was not acknowledged before the restart: reminding people",
                alert.event().sound().name("en"),
                alert.event().onset());
    }

    /**
     * Other hubs may have missed that an alert was acknowledged and over: they must not raise it
     * again here.
     *
     * @param last what happened last, the newest first
     */
    void rememberSettled(List<AlertChange> last) {
        Set<String> over = new HashSet<>();
        Set<String> goesOn = new HashSet<>();
        for (AlertChange change : last) {
            String id = change.alert().id();
            if (change.state() == AlertState.ENDED && !goesOn.contains(id)) {
                over.add(id);
            } else if (change.state().goesOn() && !over.contains(id)) {
                goesOn.add(id);
            } else if (over.contains(id) && change.state() == AlertState.ACKNOWLEDGED) {
                ownership.settledBefore(change);
            }
        }
    }
}
