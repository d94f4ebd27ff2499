// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Journal;
import io.soribit.api.Alert;
import io.soribit.api.hub.AlertState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the alerts that an earlier run of the hub left going on: their sounds are over as far as the
 * hub knows. But who had to see one may not have: that one goes on. Not thread-safe: the desk
 * guards it.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /** So many changes are looked through for who has seen what is left over. */
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Instant started;
    private final Journal journal;
    private final ActiveAlerts active;
    private final ReminderPolicy unseen;

    /**
     * @param started when this run of the hub began
     * @param unseen what is done of alerts that an earlier run left unseen
     */
    Recovery(
            Clock clock,
            Instant started,
            Journal journal,
            ActiveAlerts active,
            ReminderPolicy unseen) {
        this.clock = clock;
        this.started = started;
        this.journal = journal;
        this.active = active;
        this.unseen = unseen;
    }

    /** Looks after what the store that has come says to go on. */
    void recover() {
        List<Alert> unended = journal.unended();
        // Looked up only if it matters: that reads much of the history.
        Set<String> seen =
                unended.stream().anyMatch(alert -> alert.delivery().acknowledgement())
                        ? journal.seen(REMEMBERED)
                        : Set.of();
        for (Alert alert : unended) {
            if (!active.contains(alert.id()) && alert.event().onset().isBefore(started)) {
                recover(alert, seen.contains(alert.id()));
            }
        }
    }

    private void recover(Alert alert, boolean seen) {
        Instant now = clock.instant();
        boolean awaited = alert.delivery().acknowledgement() && !seen;
        if (awaited && alert.event().onset().plus(unseen.unseen()).isAfter(now)) {
            ActiveAlert waiting = ActiveAlert.leftOver(alert, unseen, now);
            active.add(waiting);
            journal.show(waiting.change());
            LOG.warn(
                    "{} since {} was not acknowledged before the restart: reminding people",
                    alert.event().sound().name("en"),
                    alert.event().onset());
        } else {
            journal.happened(alert, AlertState.ENDED, "");
        }
    }
}
