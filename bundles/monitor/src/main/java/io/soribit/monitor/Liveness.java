// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import io.soribit.api.hub.Health.State;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides from what the engine answers whether the hub works. A source without audio is its own
 * trouble; audio that arrives and is not scored, or an engine that does not answer, is the hub's.
 * Not thread-safe.
 */
final class Liveness {
    /** After so long without progress the hub is not live. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** How many windows were scored, and when that number was first seen. */
    private record Progress(long scored, Duration since) {}

    private final MonotonicClock clock;
    private final Map<String, Progress> progress = new HashMap<>();
    private Duration answered;

    Liveness(MonotonicClock clock) {
        this.clock = clock;
        answered = clock.now();
    }

    /**
     * Takes an answer.
     *
     * @param sources empty if the engine is not there or does not answer
     * @param model the active one
     */
    State update(Optional<List<SourceStatus>> sources, @Nullable String model) {
        if (sources.isEmpty()) {
            boolean live = clock.since(answered).compareTo(LIMIT) < 0;
            return new State(live, false, false, "the engine does not answer");
        }
        answered = clock.now();
        List<SourceStatus> all = sources.get();
        progress.keySet().retainAll(all.stream().map(SourceStatus::source).toList());
        boolean scoring = all.stream().map(this::isScored).reduce(true, Boolean::logicalAnd);
        List<SourceStatus> active =
                all.stream().filter(s -> s.state() != SourceState.ENDED).toList();
        boolean listening =
                scoring && !active.isEmpty() && active.stream().allMatch(Liveness::isHeard);
        return new State(scoring, model != null, listening, message(active));
    }

    private boolean isScored(SourceStatus source) {
        if (!isHeard(source)) {
            progress.remove(source.source());
            return true;
        }
        long scored = source.windows().scored();
        Progress known = progress.get(source.source());
        if (known == null || known.scored() != scored) {
            progress.put(source.source(), new Progress(scored, clock.now()));
            return true;
        }
        return clock.since(known.since()).compareTo(LIMIT) < 0;
    }

    private static boolean isHeard(SourceStatus source) {
        return source.state() == SourceState.LISTENING;
    }

    private static String message(List<SourceStatus> active) {
        if (active.isEmpty()) {
            return "no source";
        }
        Map<Boolean, String> rooms =
                active.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        Liveness::isHeard,
                                        Collectors.mapping(
                                                SourceStatus::room, Collectors.joining(", "))));
        String heard = rooms.getOrDefault(true, "");
        String unheard = rooms.getOrDefault(false, "");
        return (heard.isEmpty() ? "" : "listening: " + heard)
                + (heard.isEmpty() || unheard.isEmpty() ? "" : "; ")
                + (unheard.isEmpty() ? "" : "not heard: " + unheard);
    }
}
