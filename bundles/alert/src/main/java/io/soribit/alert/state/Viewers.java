// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who has seen an alert, and which people of the household have yet to. Not thread-safe. */
final class Viewers {
    /** Of so many it is remembered that they have seen it. */
    private static final int MOST = 50;

    private final Duration interval;
    private final Map<String, Duration> seen = new LinkedHashMap<>();
    private List<String> people = List.of();

    /**
     * @param interval somebody who has seen danger that goes on is reminded again after so long
     */
    Viewers(Duration interval) {
        this.interval = interval;
    }

    /** These had seen it before a restart. */
    void addAll(Collection<String> names, Duration now) {
        names.forEach(name -> seen.put(name, now));
    }

    /** All who have seen it, the first first. */
    List<String> names() {
        return List.copyOf(seen.keySet());
    }

    /** These are the people of the household; returns whether that is news. */
    boolean expect(List<String> names) {
        boolean news = !people.equals(names);
        people = names;
        return news;
    }

    /**
     * Somebody has seen it; returns whether that is news.
     *
     * @param settled it was settled before: then only people of the household matter
     */
    boolean add(String by, boolean settled, Duration now) {
        boolean matters = people.contains(by) || (!settled && seen.size() < MOST);
        return matters && seen.putIfAbsent(by, now) == null;
    }

    /** Whether all people of the household have seen it. */
    boolean all() {
        return seen.keySet().containsAll(people);
    }

    /** A change with who has seen it and who has not, where people are known. */
    AlertChange change(Alert alert, AlertState state, Instant time, String who) {
        List<String> names = people.isEmpty() ? List.of() : List.copyOf(seen.keySet());
        List<String> others = people.stream().filter(name -> !seen.containsKey(name)).toList();
        return new AlertChange(alert, state, time, who, names, others);
    }

    /** Who has seen it and is not to be reminded now. */
    Set<String> quiet(boolean danger, Duration now) {
        return seen.entrySet().stream()
                .filter(e -> !danger || !isLongAgo(e.getValue(), now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A reminder was sent. */
    void reminded(Duration now) {
        seen.replaceAll((who, time) -> isLongAgo(time, now) ? now : time);
    }

    private boolean isLongAgo(Duration time, Duration now) {
        return time.plus(interval).compareTo(now) <= 0;
    }
}
