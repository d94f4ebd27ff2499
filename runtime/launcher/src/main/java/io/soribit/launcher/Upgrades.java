// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import io.soribit.common.release.Candidate;
import io.soribit.common.release.Candidate.Stage;
import io.soribit.common.release.Installation;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the trial of a new version, and afterwards for a request to try another one. What a
 * version hears is asked on one thread; another one ends its trial in time, however long the
 * version takes to answer.
 */
final class Upgrades implements AutoCloseable {
    /** A hub that has just started does not hear its rooms yet. */
    static final Duration WARM_UP = Duration.ofMinutes(1);

    private final Releases releases;
    private final Supplier<Optional<Set<String>>> heard;
    private final Runnable restart;
    private final Consumer<String> problems;
    private final MonotonicClock clock;
    private final Duration begun;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Trial trial;
    private boolean ended;
    private boolean failing;
    private volatile boolean silent;

    /**
     * @param trial the candidate that runs, if one is on trial
     * @param heard the rooms that are heard; empty while the hub is not live or not ready
     * @param restart ends the hub so that it is started again; must return
     */
    Upgrades(
            Releases releases,
            Optional<Candidate> trial,
            Supplier<Optional<Set<String>>> heard,
            Runnable restart,
            Consumer<String> problems,
            MonotonicClock clock) {
        this.releases = releases;
        this.trial = trial.map(candidate -> new Trial(candidate, clock)).orElse(null);
        this.heard = heard;
        this.restart = restart;
        this.problems = problems;
        this.clock = clock;
        begun = clock.now();
    }

    /** Starts its threads. */
    void start() {
        start("soribit-upgrade", this::look);
        if (onTrial()) {
            start("soribit-upgrade-limit", this::limit);
        }
    }

    private void start(String name, Runnable step) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                while (!closed.await(1, TimeUnit.SECONDS)) {
                                    run(step);
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Whatever a step throws, the next one is due. */
    private void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            problems.accept("the watch of upgrades goes on after " + e);
        }
    }

    synchronized boolean onTrial() {
        return trial != null;
    }

    /** Once a second: asks what is heard, and decides. */
    void look() {
        Optional<Set<String>> rooms;
        try {
            rooms = heard.get();
            silent = false;
        } catch (Throwable e) { // of a bundle that may be on trial
            if (!silent) {
                problems.accept("what is heard cannot be asked: " + e);
            }
            silent = true;
            rooms = Optional.empty();
        }
        decide(rooms);
    }

    private synchronized void decide(Optional<Set<String>> rooms) {
        if (ended) {
            return;
        }
        try {
            if (trial == null) {
                request(rooms);
            } else if (trial.passed(rooms)) {
                releases.confirm();
                trial = null;
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                problems.accept("the state of the upgrade cannot be read or written: " + e);
            }
            failing = true;
        }
    }

    private void request(Optional<Set<String>> rooms) throws IOException {
        Installation installed = releases.read();
        Optional<Candidate> candidate = installed.candidate();
        boolean warm =
                rooms.filter(all -> !all.isEmpty()).isPresent()
                        || clock.since(begun).compareTo(WARM_UP) >= 0;
        if (warm
                && candidate.isPresent()
                && candidate.get().stage() == Stage.REQUESTED
                && releases.accept(installed, candidate.get(), rooms.orElse(Set.of()))) {
            end();
        }
    }

    /** Once a second, during a trial: takes the version back when time is up. */
    synchronized void limit() {
        if (trial != null && trial.isOver()) {
            fail(trial.lacking());
        }
    }

    /**
     * The version on trial cannot run.
     *
     * @return whether the one before it comes back instead
     */
    synchronized boolean fail(String reason) {
        if (trial == null || ended) {
            return false;
        }
        releases.takeBack(reason);
        end();
        return true;
    }

    private void end() {
        ended = true;
        restart.run();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
