// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.alert.state.Journal;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Leaves in the store what one notifier is too slow for, and takes it from there when all else is
 * delivered. Thread-safe, except that {@link #first} and {@link #next} are called by one thread.
 */
final class CatchUp {
    /** Starts that are taken from the store at one time. */
    static final int MOST_STARTS = 64;

    private final MonotonicClock clock;
    private final Journal journal;
    private final Predicate<String> held;
    private final SpillTracker spill = new SpillTracker(MOST_STARTS);
    private Duration notBefore;

    /**
     * @param held whether the start of an alert waits in memory, or has been delivered
     */
    CatchUp(MonotonicClock clock, Journal journal, Predicate<String> held) {
        this.clock = clock;
        this.journal = journal;
        this.held = held;
        notBefore = clock.now();
    }

    /** Whether something may wait in the store. */
    boolean isDue() {
        return spill.some();
    }

    /** Whether a delivery is left in the store, see {@link SpillTracker#takes}. */
    boolean takes(Delivery delivery, int queued) {
        return spill.takes(delivery, queued);
    }

    /** A start stays in the store. */
    void missed() {
        spill.missed();
    }

    /** What the store holds for a new notifier, the oldest first. */
    List<Pending> first(String notifier) {
        Optional<List<Pending>> waiting = journal.pending(notifier, MOST_STARTS);
        boolean unknown = waiting.isEmpty() && journal.store() != null;
        if (unknown || waiting.orElse(List.of()).size() == MOST_STARTS) {
            spill.missed();
        }
        return waiting.orElse(List.of());
    }

    /**
     * Takes the next from the store, if something waits there.
     *
     * @return whether there is something to deliver now, or more to look up
     */
    boolean next(String notifier, Consumer<List<Pending>> resume) {
        if (!spill.some() || clock.now().compareTo(notBefore) < 0) {
            return false;
        }
        long seen = spill.count();
        Optional<List<Pending>> answer = journal.pending(notifier, MOST_STARTS);
        List<Pending> waiting =
                answer.orElse(List.of()).stream().filter(p -> !held.test(p.alert().id())).toList();
        boolean allHeld = waiting.isEmpty() && answer.orElse(List.of()).size() == MOST_STARTS;
        if (answer.isEmpty() || allHeld) {
            notBefore = clock.now().plus(Circuit.LONGEST);
        } else if (waiting.isEmpty()) {
            spill.empty(seen);
            return spill.some(); // more has come meanwhile
        } else {
            spill.admit(waiting.stream().map(p -> p.alert().id()).toList());
            resume.accept(waiting);
        }
        return !waiting.isEmpty();
    }
}
