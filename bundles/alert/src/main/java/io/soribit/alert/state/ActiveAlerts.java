// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import io.soribit.api.hub.AlertChange;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The active alerts, the oldest first. Not thread-safe. */
public final class ActiveAlerts {
    /** Without an update for so long, an alert is not delivered to a new notifier. */
    private static final Duration STALE = Duration.ofMinutes(2);

    /** The limit; nobody reads more. */
    public static final int MOST = 500;

    /** Ended ones first, then the least urgent, then the oldest. */
    private static final Comparator<ActiveAlert> DISPENSABLE =
            Comparator.comparing(ActiveAlert::isOver, Comparator.reverseOrder())
                    .thenComparing(alert -> alert.alert().urgency());

    private final Map<String, ActiveAlert> alerts = new LinkedHashMap<>();

    public void add(ActiveAlert alert) {
        alerts.put(alert.alert().id(), alert);
    }

    public void remove(ActiveAlert alert) {
        alerts.remove(alert.alert().id());
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

    /** Removes and returns those that are done. */
    public List<ActiveAlert> takeDone(Moment now) {
        List<ActiveAlert> done =
                alerts.values().stream().filter(alert -> alert.isDone(now)).toList();
        done.forEach(this::remove);
        return done;
    }

    /** Removes and returns a tenth of the limit, if this hub has raised more than that. */
    public List<ActiveAlert> takeSurplus() {
        List<ActiveAlert> own =
                alerts.values().stream().filter(alert -> !alert.isForeign()).toList();
        if (own.size() <= MOST) {
            return List.of();
        }
        List<ActiveAlert> surplus = own.stream().sorted(DISPENSABLE).limit(MOST / 10).toList();
        surplus.forEach(this::remove);
        return surplus;
    }

    /** Removes and returns this one, if it is done. */
    public Optional<ActiveAlert> takeDone(String id, Moment now) {
        Optional<ActiveAlert> done = get(id).filter(alert -> alert.isDone(now));
        done.ifPresent(this::remove);
        return done;
    }

    /** What happened to each last. */
    public List<AlertChange> changes() {
        return alerts.values().stream().map(ActiveAlert::change).toList();
    }

    /** Those that a new notifier receives, the latest, so many at most. */
    public List<ActiveAlert> recent(Moment now, int most) {
        List<ActiveAlert> all =
                alerts.values().stream()
                        .filter(alert -> !alert.silentFor(STALE, now))
                        .filter(alert -> !alert.settled() && !alert.isLeftOver())
                        .toList();
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** Those of an earlier run that a new notifier reminds people of. */
    public List<ActiveAlert> leftOver() {
        return alerts.values().stream()
                .filter(alert -> alert.isLeftOver() && alert.isReminded())
                .toList();
    }
}
