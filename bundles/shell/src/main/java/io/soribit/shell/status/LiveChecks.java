// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.HealthCheck.Result;
import io.soribit.api.hub.HealthCheck.Status;
import io.soribit.common.time.MonotonicClock;
import io.soribit.shell.status.HubState.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What live health checks say. Each is asked elsewhere, since it may be a plug-in's: one that does
 * not answer delays nobody, and is said to be so. Not thread-safe, apart from the answers.
 */
final class LiveChecks {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Map<HealthCheck, Asked> all = new HashMap<>();
    private final Executor threads;
    private final MonotonicClock clock;

    /** A check, when it was asked last, and what it said before. */
    private static final class Asked {
        private volatile boolean busy;
        private volatile List<Part> parts = List.of();
        private Duration since = Duration.ZERO;
    }

    /**
     * @param threads runs each task at once, on a thread that may block
     */
    LiveChecks(Executor threads, MonotonicClock clock) {
        this.threads = threads;
        this.clock = clock;
    }

    /** What they said last; asks them again, except those that have not answered yet. */
    List<Part> parts(Collection<HealthCheck> checks) {
        all.keySet().retainAll(checks);
        List<Part> parts = new ArrayList<>();
        for (HealthCheck check : checks) {
            Asked asked = all.computeIfAbsent(check, key -> new Asked());
            if (!asked.busy) {
                asked.busy = true;
                asked.since = clock.now();
                threads.execute(() -> ask(check, asked));
            }
            boolean late = asked.busy && clock.since(asked.since).compareTo(LIMIT) > 0;
            parts.addAll(late ? List.of(late(check)) : asked.parts);
        }
        return parts;
    }

    private static Part late(HealthCheck check) {
        String what = "it has not answered for " + LIMIT.toSeconds() + " s";
        return new Part(check.getClass().getName(), false, what);
    }

    private static void ask(HealthCheck check, Asked asked) {
        try {
            String name = check.name();
            asked.parts = check.check().stream().map(result -> part(name, result)).toList();
        } catch (Throwable e) { // foreign code
            asked.parts = List.of(new Part(check.getClass().getName(), false, "it fails: " + e));
        } finally {
            asked.busy = false;
        }
    }

    private static Part part(String name, Result result) {
        String remedy = result.remedy().isEmpty() ? "" : ": " + result.remedy();
        return new Part(name, result.status() == Status.OK, result.message() + remedy);
    }
}
