// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.delivery.NotifierWorker;
import io.soribit.alert.person.Audience;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.Moment;
import io.soribit.alert.state.Share;
import io.soribit.api.Alert;
import java.time.Duration;

/**
 * Starts of alerts that were raised before; devices of those who have seen one are left alone. Not
 * thread-safe: the desk guards it.
 */
final class LateStarts {
    /** The kind of notifiers that keep what they were sent when their hub is gone. */
    private static final String KEEPS = "push";

    private final Ownership ownership;
    private final Audience audience;

    LateStarts(Ownership ownership, Audience audience) {
        this.ownership = ownership;
        this.audience = audience;
    }

    /** A notifier receives it, without the devices by which another hub notifies people of it. */
    void send(NotifierWorker worker, ActiveAlert alert, Moment now) {
        send(worker, ownership.narrow(start(alert, now), alert), alert, now);
    }

    /** A notifier receives it with these devices, too: an alert has not reached enough people. */
    void escalate(NotifierWorker worker, ActiveAlert alert, Moment now) {
        send(worker, start(alert, now), alert, now);
    }

    private Alert start(ActiveAlert alert, Moment now) {
        Duration age = now.time().minus(alert.raised());
        return audience.narrow(alert.start().aged(age), alert, now);
    }

    private static void send(NotifierWorker worker, Alert start, ActiveAlert alert, Moment now) {
        worker.send(start, now.time());
        if (alert.isOver()) {
            worker.send(alert.alert(), now.time());
        }
    }

    /** Whether its start has to be sent here; what goes on by reminders is not sent again. */
    static boolean isFresh(NotifierWorker worker, ActiveAlert alert, Share share) {
        boolean has = share.delivered().contains(worker.id());
        boolean keeps = worker.targets().contains(KEEPS) || !worker.reachesPeople();
        boolean settled = alert.isAcknowledged() && !alert.isDangerNow();
        return !has || (!keeps && !alert.isReminded() && !settled && !alert.isOver());
    }
}
