// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.api.hub.AlertStore.Pending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Pending deliveries, split by age.
 *
 * @param fresh are delivered now
 * @param stale are summarised
 */
record Backlog(List<Pending> fresh, List<Pending> stale) {
    private static final int NAMED = 5;

    static Backlog of(List<Pending> pending, Predicate<Pending> isStale) {
        Map<Boolean, List<Pending>> parts =
                pending.stream().collect(Collectors.partitioningBy(isStale));
        return new Backlog(
                parts.getOrDefault(false, List.of()), parts.getOrDefault(true, List.of()));
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
}
