// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The loudest level of each source in each ten seconds of the last ten minutes. Not thread-safe.
 */
final class LevelHistory {
    static final int PERIODS = 60;
    static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Set<String> SILENT = Set.of("lost", "recovering");

    private final Map<String, List<@Nullable Float>> bySource = new HashMap<>();
    private long current = Long.MIN_VALUE;

    /** Adds the levels of a status; a source that is gone is forgotten. */
    void add(Status status) {
        long period = Instant.parse(status.time()).getEpochSecond() / PERIOD.toSeconds();
        long steps = Math.subtractExact(period, Math.max(current, period - PERIODS));
        if (steps < 0) { // the clock was set back
            bySource.clear();
        }
        current = period;
        Set<String> present =
                status.sources().stream().map(Status.Source::id).collect(Collectors.toSet());
        bySource.keySet().retainAll(present);
        for (long i = 0; i < steps; i++) {
            bySource.values().forEach(LevelHistory::next);
        }
        status.sources().forEach(this::add);
    }

    private static void next(List<@Nullable Float> levels) {
        levels.add(null);
        if (levels.size() > PERIODS) {
            levels.remove(0);
        }
    }

    private void add(Status.Source source) {
        List<@Nullable Float> levels =
                bySource.computeIfAbsent(
                        source.id(), id -> new ArrayList<>(Collections.singletonList(null)));
        if (!SILENT.contains(source.state())) {
            int last = levels.size() - 1;
            @Nullable Float before = levels.get(last);
            float level = source.levelDb();
            levels.set(last, before == null ? level : Math.max(before, level));
        }
    }

    /** The levels by source, the oldest first; null where nothing arrived. */
    Map<String, List<@Nullable Float>> all() {
        Map<String, List<@Nullable Float>> copy = new HashMap<>();
        bySource.forEach((source, levels) -> copy.put(source, new ArrayList<>(levels)));
        return copy;
    }
}
