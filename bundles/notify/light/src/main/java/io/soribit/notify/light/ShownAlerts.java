// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static java.util.stream.Collectors.toSet;

import io.soribit.api.Alert;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The alerts that lamps show at present. Not thread-safe. */
final class ShownAlerts {
    private record Shown(Alert alert, Duration begin, Duration until) {}

    private final Durations durations;
    private final List<Shown> alerts = new ArrayList<>();
    private final Map<Lamp, Set<String>> overruled = new HashMap<>();

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
        if (alerts.removeIf(s -> s.until.compareTo(now) <= 0)) {
            Set<String> ids = alerts.stream().map(s -> s.alert.id()).collect(toSet());
            overruled.values().forEach(those -> those.retainAll(ids));
        }
    }

    /** A person wants the lamp otherwise: it shows none of the present alerts but emergencies. */
    void overrule(Lamp lamp) {
        Set<String> those = overruled.computeIfAbsent(lamp, l -> new HashSet<>());
        alerts.stream()
                .map(Shown::alert)
                .filter(alert -> alert.urgency() != Urgency.EMERGENCY)
                .forEach(alert -> those.add(alert.id()));
    }

    /** What a lamp shows: the most urgent, of equals the latest. */
    Optional<Alert> winner(Lamp lamp) {
        return alerts.stream()
                .map(Shown::alert)
                .filter(lamp::tellsOf)
                .filter(alert -> !overruled.getOrDefault(lamp, Set.of()).contains(alert.id()))
                .reduce((a, b) -> Comparator.comparing(Alert::urgency).compare(a, b) > 0 ? a : b);
    }
}
