// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertStore.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Pending deliveries of before, split by age.
 *
 * @param fresh is delivered now
 * @param stale is summarised
 */
record Backlog(List<Pending> fresh, List<Pending> stale) {
    private static final int NAMED = 5;

    /**
     * Splits what is pending.
     *
     * @param news the retry window of a notifier, by its id
     */
    static Backlog of(List<Pending> pending, Function<String, Duration> news, Instant now) {
        Map<Boolean, List<Pending>> parts =
                pending.stream().collect(Collectors.partitioningBy(p -> isStale(p, news, now)));
        return new Backlog(
                parts.getOrDefault(false, List.of()), parts.getOrDefault(true, List.of()));
    }

    private static boolean isStale(Pending pending, Function<String, Duration> news, Instant now) {
        return pending.since().plus(news.apply(pending.notifier())).isBefore(now);
    }

    /** One line about all that has expired. */
    String summary() {
        Map<String, Pending> byAlert = new LinkedHashMap<>();
        stale.forEach(p -> byAlert.putIfAbsent(p.alert().id(), p));
        String first =
                byAlert.values().stream()
                        .limit(NAMED)
                        .map(p -> p.alert().event().sound().name("en") + " at " + p.since())
                        .collect(Collectors.joining(", "));
        int more = byAlert.size() - NAMED;
        return first + (more > 0 ? " and " + more + " more" : "");
    }

    /** The end of an alert that is over. */
    static Alert ended(Alert alert, Instant now) {
        return alert.with(alert.event().endedAt(now));
    }
}
