// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alerts that go on right now, for notifiers that come late. Not thread-safe. */
final class ActiveAlerts {
    /** Without news for so long, an alert is over even if nobody said so. */
    private static final Duration STALE = Duration.ofMinutes(2);

    private record Heard(Alert start, Instant last) {}

    private final Map<String, Heard> alerts = new LinkedHashMap<>();

    void hear(Alert alert, Instant now) {
        alerts.values().removeIf(heard -> heard.last.plus(STALE).isBefore(now));
        if (alert.event().phase() == Phase.START) {
            alerts.put(alert.id(), new Heard(alert, now));
        } else if (alert.event().phase() == Phase.END) {
            alerts.remove(alert.id());
        } else {
            alerts.computeIfPresent(alert.id(), (id, heard) -> new Heard(heard.start, now));
        }
    }

    /** The starts of all that go on, the oldest first. */
    List<Alert> starts(Instant now) {
        return alerts.values().stream()
                .filter(heard -> !heard.last.plus(STALE).isBefore(now))
                .map(Heard::start)
                .toList();
    }
}
