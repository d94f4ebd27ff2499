// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The alerts that one display is to show, of which it shows one. One that somebody has to see stays
 * until then, an emergency as long as its sound, too. Not thread-safe.
 */
public final class Board {
    /** Nobody looks through more one by one; the least urgent is dropped, of equals the oldest. */
    static final int MOST = 100;

    private static final Comparator<Alert> BY_URGENCY = Comparator.comparing(Alert::urgency);

    private final List<Alert> alerts = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** Puts an alert there, as the latest. */
    public void put(Alert alert) {
        alerts.removeIf(other -> other.id().equals(alert.id()));
        if (alerts.size() >= MOST) {
            alerts.stream().min(BY_URGENCY).map(Alert::id).ifPresent(this::remove);
        }
        alerts.add(alert);
    }

    /** Takes news of an alert that is there, which makes it no later. */
    public void update(Alert news) {
        alerts.replaceAll(alert -> alert.id().equals(news.id()) ? news : alert);
    }

    /** The alert of this id, if it is there. */
    public Optional<Alert> find(String id) {
        return alerts.stream().filter(alert -> alert.id().equals(id)).findFirst();
    }

    /** Whether somebody has seen it. */
    public boolean isSeen(String id) {
        return seen.contains(id);
    }

    /** Somebody has seen an alert; returns whether it goes. */
    public boolean acknowledge(Alert alert) {
        Optional<Alert> known = find(alert.id());
        boolean goesOn = known.filter(a -> a.event().phase() != Phase.END).isPresent();
        if (goesOn && alert.urgency() == Urgency.EMERGENCY) {
            seen.add(alert.id());
            return false;
        }
        return remove(alert.id());
    }

    /** The sound of an alert has ended; returns whether the alert is removed. */
    public boolean end(Alert over) {
        if (over.delivery().acknowledgement() && !isSeen(over.id())) {
            update(over);
            return false;
        }
        return remove(over.id());
    }

    /** Takes one away; returns whether it was there. */
    public boolean remove(String id) {
        seen.remove(id);
        return alerts.removeIf(alert -> alert.id().equals(id));
    }

    /** What is shown: the most urgent, of equals the latest. */
    public Optional<Alert> winner() {
        return alerts.stream().reduce((a, b) -> BY_URGENCY.compare(a, b) > 0 ? a : b);
    }

    /** Whether this is what is shown. */
    public boolean shows(String id) {
        return winner().filter(alert -> alert.id().equals(id)).isPresent();
    }
}
