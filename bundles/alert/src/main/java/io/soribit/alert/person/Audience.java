// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.person;

import io.soribit.alert.delivery.NotifierWorker;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.Moment;
import io.soribit.api.Alert;
import java.util.Collections;
import java.util.Set;

/**
 * Which devices are left alone while an alert goes on: those of people who have seen it, while
 * others have yet to. Lamps of an emergency go on as long as its sound, whoever has seen it.
 */
public final class Audience {
    private final People people;

    public Audience(People people) {
        this.people = people;
    }

    /**
     * Makes an alert know who has to see it.
     *
     * @return whether that is news
     */
    public boolean expect(ActiveAlert alert) {
        return alert.expect(people.names(alert.alert().event().rooms()));
    }

    /** Whether a notifier is a device of this person. */
    public boolean isOf(NotifierWorker worker, String person) {
        return people.devices(Set.of(person)).contains(worker.id());
    }

    /** Whether a notifier is a device of somebody who has seen the alert. */
    public boolean leavesAlone(NotifierWorker worker, ActiveAlert alert, Moment now) {
        return quiet(alert, now).contains(worker.id());
    }

    /** Whether a notifier of several devices has one of somebody who has seen the alert. */
    public boolean narrows(NotifierWorker worker, ActiveAlert alert, Moment now) {
        Set<String> quiet = quiet(alert, now);
        return !quiet.contains(worker.id()) && !Collections.disjoint(worker.targets(), quiet);
    }

    /** An alert as notifiers of several devices receive it now. */
    public Alert narrow(Alert alert, ActiveAlert active, Moment now) {
        Set<String> quiet = active.isDangerNow() ? Set.of() : quiet(active, now);
        return quiet.isEmpty() ? alert : alert.with(alert.delivery().omitting(quiet));
    }

    private Set<String> quiet(ActiveAlert alert, Moment now) {
        return people.devices(alert.quiet(now));
    }
}
