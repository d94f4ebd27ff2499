// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.api.Alert;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The alerts that lamps show at present. Not thread-safe. */
final class ShownAlerts {
    private record Shown(Alert alert, Duration begin, Duration until) {}

    private final Durations durations;
    private final List<Shown> alerts = new ArrayList<>();

    ShownAlerts(Durations durations) {
        this.durations = durations;
    }

    /** Begins to show an alert; false if it is shown already, or never. */
    boolean start(Alert alert, Duration now) {
        Duration most = durations.most(alert.urgency());
        boolean known = alerts.stream().anyMatch(s -> s.alert.id().equals(alert.id()));
        return !known && !most.isZero() && alerts.add(new Shown(alert, now, now.plus(most)));
    }

    /** The sound is over: an alert that goes on with it stops, but not too early. */
    void end(String id, Duration now) {
        alerts.replaceAll(s -> s.alert.id().equals(id) ? ended(s, now) : s);
    }

    /** Somebody has seen an alert: it stops, unless it is an emergency. */
    void acknowledge(String id) {
        alerts.removeIf(s -> s.alert.id().equals(id) && s.alert.urgency() != Urgency.EMERGENCY);
    }

    private Shown ended(Shown shown, Duration now) {
        Duration least = shown.begin.plus(durations.least(shown.alert.urgency()));
        Duration until = least.compareTo(now) > 0 ? least : now;
        return until.compareTo(shown.until) < 0
                ? new Shown(shown.alert, shown.begin, until)
                : shown;
    }

    void removeExpired(Duration now) {
        alerts.removeIf(s -> s.until.compareTo(now) <= 0);
    }

    /** What a lamp shows: the most urgent, of equals the latest. */
    Optional<Alert> winner(Lamp lamp) {
        return alerts.stream()
                .map(Shown::alert)
                .filter(lamp::tellsOf)
                .reduce((a, b) -> Comparator.comparing(Alert::urgency).compare(a, b) > 0 ? a : b);
    }
}
