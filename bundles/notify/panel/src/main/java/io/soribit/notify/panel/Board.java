// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The alerts that one display is to show, of which it shows one. Not thread-safe. */
public final class Board {
    private final List<Alert> alerts = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** Puts an alert there, or news of one that is there, as the latest. */
    public void put(Alert alert) {
        alerts.removeIf(other -> other.id().equals(alert.id()));
        alerts.add(alert);
    }

    /** The alert of this id, if it is there. */
    public Optional<Alert> find(String id) {
        return alerts.stream().filter(alert -> alert.id().equals(id)).findFirst();
    }

    /** Somebody has seen it. */
    public void seen(String id) {
        if (find(id).isPresent()) {
            seen.add(id);
        }
    }

    /** Takes one away; returns whether somebody has seen it. */
    public boolean remove(String id) {
        alerts.removeIf(alert -> alert.id().equals(id));
        return seen.remove(id);
    }

    /** What is shown: the most urgent, of equals the latest. */
    public Optional<Alert> winner() {
        return alerts.stream()
                .reduce((a, b) -> Comparator.comparing(Alert::urgency).compare(a, b) > 0 ? a : b);
    }

    /** Whether this is what is shown. */
    public boolean shows(String id) {
        return winner().filter(alert -> alert.id().equals(id)).isPresent();
    }
}
