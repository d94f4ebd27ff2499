// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.health;

import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.HealthCheck.Result;
import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * What live health checks say. Each is asked elsewhere, since it may be a plug-in's: one that does
 * not answer delays nobody, and is said to be so. Asked by one thread at a time; the answers may be
 * read by any.
 */
public final class LiveChecks {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String REMEDY = "update or remove the plug-in";

    private final Executor threads;
    private final MonotonicClock clock;
    private volatile List<Asked> all = List.of();

    /**
     * What a check said.
     *
     * @param check its name; that of its class if it does not answer
     */
    public record Answer(String check, Result result) {}

    /** A check, when it was asked last, and what it said before. */
    private static final class Asked {
        private final HealthCheck check;
        private volatile boolean busy;
        private volatile List<Answer> answers = List.of();
        private volatile Duration since = Duration.ZERO;

        Asked(HealthCheck check) {
            this.check = check;
        }

        private List<Answer> failure(String message) {
            return List.of(
                    new Answer(check.getClass().getName(), Result.critical(message, REMEDY)));
        }
    }

    /** Asks each check on a thread of its own. */
    public LiveChecks() {
        this(LiveChecks::start, MonotonicClock.SYSTEM);
    }

    /**
     * @param threads runs each task at once, on a thread that may block
     * @param clock how long a check has not answered
     */
    public LiveChecks(Executor threads, MonotonicClock clock) {
        this.threads = threads;
        this.clock = clock;
    }

    /** Asks these checks, except those that have not answered yet; others are forgotten. */
    public void ask(Collection<HealthCheck> checks) {
        List<Asked> now = checks.stream().map(this::known).toList();
        all = now;
        for (Asked asked : now) {
            if (!asked.busy) {
                asked.since = clock.now();
                asked.busy = true;
                threads.execute(() -> ask(asked));
            }
        }
    }

    private Asked known(HealthCheck check) {
        for (Asked asked : all) {
            if (asked.check == check) {
                return asked;
            }
        }
        return new Asked(check);
    }

    /** What each check said last, in the order of the checks. */
    public List<Answer> answers() {
        List<Answer> answers = new ArrayList<>();
        all.forEach(asked -> answers.addAll(answers(asked)));
        return answers;
    }

    private List<Answer> answers(Asked asked) {
        boolean late = asked.busy && clock.since(asked.since).compareTo(LIMIT) > 0;
        return late
                ? asked.failure("it has not answered for " + LIMIT.toSeconds() + " s")
                : asked.answers;
    }

    private static void ask(Asked asked) {
        try {
            String name = asked.check.name();
            Stream<Result> results = asked.check.check().stream();
            asked.answers = results.map(result -> new Answer(name, result)).toList();
        } catch (Throwable e) { // foreign code
            asked.answers = asked.failure("it fails: " + e);
        } finally {
            asked.busy = false;
        }
    }

    private static void start(Runnable check) {
        Thread thread = new Thread(check, "soribit-live-check");
        thread.setDaemon(true);
        thread.start();
    }
}
