// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Alert;
import io.soribit.api.AlertChange;
import io.soribit.api.AlertState;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The alerts that go on right now, the oldest first. Not thread-safe. */
final class ActiveAlerts {
    /** Without news for so long, an alert is no news for a notifier that comes late. */
    private static final Duration STALE = Duration.ofMinutes(2);

    /** Without news for so long, an alert is over even if nobody said so. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private record Heard(AlertChange change, Instant last) {
        boolean silentFor(Duration duration, Instant now) {
            return last.plus(duration).isBefore(now);
        }

        /** A person has seen it; an emergency asks for attention all the same. */
        boolean settled() {
            return change.state() == AlertState.ACKNOWLEDGED
                    && change.alert().urgency() != Urgency.EMERGENCY;
        }
    }

    private final Map<String, Heard> alerts = new LinkedHashMap<>();

    void start(Alert alert, Instant now) {
        alerts.put(alert.id(), new Heard(new AlertChange(alert, AlertState.RAISED, now, ""), now));
    }

    void update(String id, Instant now) {
        alerts.computeIfPresent(id, (i, heard) -> new Heard(heard.change, now));
    }

    /** Ends an alert, and returns its start if it went on. */
    Optional<Alert> end(String id) {
        return Optional.ofNullable(alerts.remove(id)).map(heard -> heard.change.alert());
    }

    /** Ends what nobody will end any more. */
    List<Alert> endForgotten(Instant now) {
        List<Alert> forgotten =
                alerts.values().stream()
                        .filter(heard -> heard.silentFor(FORGOTTEN, now))
                        .map(heard -> heard.change.alert())
                        .toList();
        forgotten.forEach(alert -> alerts.remove(alert.id()));
        return forgotten;
    }

    /** Marks an alert as seen; empty if it was seen before, or does not go on. */
    Optional<AlertChange> acknowledge(String id, String by, Instant now) {
        @Nullable Heard heard = alerts.get(id);
        if (heard == null || heard.change.state() == AlertState.ACKNOWLEDGED) {
            return Optional.empty();
        }
        AlertChange seen = new AlertChange(heard.change.alert(), AlertState.ACKNOWLEDGED, now, by);
        alerts.put(id, new Heard(seen, heard.last));
        return Optional.of(seen);
    }

    boolean contains(String id) {
        return alerts.containsKey(id);
    }

    /** What happened to each last. */
    List<AlertChange> changes() {
        return alerts.values().stream().map(Heard::change).toList();
    }

    /** The starts that a notifier which comes now should be told of. */
    List<Alert> starts(Instant now) {
        return alerts.values().stream()
                .filter(heard -> !heard.silentFor(STALE, now) && !heard.settled())
                .map(heard -> heard.change.alert())
                .toList();
    }
}
