// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alerts that go on right now, the oldest first. Not thread-safe. */
public final class ActiveAlerts {
    /** Without an update for so long, an alert is no news for a notifier that comes late. */
    private static final Duration STALE = Duration.ofMinutes(2);

    /** Nobody looks through more; so many fit into the hub's memory many times. */
    public static final int MOST = 500;

    /** What is over gives way first, then the least urgent, then the oldest. */
    private static final Comparator<ActiveAlert> DISPENSABLE =
            Comparator.comparing(ActiveAlert::isOver, Comparator.reverseOrder())
                    .thenComparing(alert -> alert.alert().urgency());

    private final Map<String, ActiveAlert> alerts = new LinkedHashMap<>();

    public void add(ActiveAlert alert) {
        alerts.put(alert.alert().id(), alert);
    }

    public Optional<ActiveAlert> get(String id) {
        return Optional.ofNullable(alerts.get(id));
    }

    public boolean contains(String id) {
        return alerts.containsKey(id);
    }

    public List<ActiveAlert> all() {
        return List.copyOf(alerts.values());
    }

    /** Takes out those that nobody needs any more. */
    public List<Alert> takeDone(Instant now) {
        List<Alert> done =
                alerts.values().stream()
                        .filter(alert -> alert.isDone(now))
                        .map(ActiveAlert::start)
                        .toList();
        done.forEach(alert -> alerts.remove(alert.id()));
        return done;
    }

    /** Takes out a tenth of what there is at most, if there is more than that. */
    public List<Alert> takeSurplus() {
        if (alerts.size() <= MOST) {
            return List.of();
        }
        List<Alert> surplus =
                alerts.values().stream()
                        .sorted(DISPENSABLE)
                        .limit(MOST / 10)
                        .map(ActiveAlert::start)
                        .toList();
        surplus.forEach(alert -> alerts.remove(alert.id()));
        return surplus;
    }

    /** Takes out this one, if nobody needs it any more. */
    public Optional<Alert> takeDone(String id, Instant now) {
        Optional<Alert> done = get(id).filter(alert -> alert.isDone(now)).map(ActiveAlert::start);
        done.ifPresent(alert -> alerts.remove(id));
        return done;
    }

    /** What happened to each last. */
    public List<AlertChange> changes() {
        return alerts.values().stream().map(ActiveAlert::change).toList();
    }

    /** Those that a notifier which comes now should be told of: the latest, so many at most. */
    public List<ActiveAlert> news(Instant now, int most) {
        List<ActiveAlert> all =
                alerts.values().stream()
                        .filter(alert -> !alert.silentFor(STALE, now))
                        .filter(alert -> !alert.settled() && !alert.isLeftOver())
                        .toList();
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
