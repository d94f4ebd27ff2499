// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.alert.delivery.Delivery.Kind;
import io.soribit.api.Urgency;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Tracks what a slow notifier receives later: the starts of these alerts wait in the store, and
 * what follows each is dropped until then. Thread-safe.
 */
final class SpillTracker {
    private final int most;
    private final Set<String> waiting = new HashSet<>();
    private Set<String> admitted = Set.of();
    private long count;
    private boolean some;

    /**
     * @param most deliveries that wait in memory before further starts stay in the store
     */
    SpillTracker(int most) {
        this.most = most;
    }

    /**
     * Whether a delivery is left for later: to keep the order, each start is while others wait; an
     * emergency only while many do.
     *
     * @param queued deliveries that wait in memory
     */
    synchronized boolean takes(Delivery delivery, int queued) {
        String id = delivery.alert().id();
        boolean emergency = delivery.alert().urgency() == Urgency.EMERGENCY;
        boolean spills = emergency ? queued >= 2 * most : some || queued >= most;
        if (delivery.kind() == Kind.START && !admitted.contains(id) && spills) {
            missed();
            waiting.add(id);
            return true;
        }
        return delivery.kind() == Kind.END ? waiting.remove(id) : waiting.contains(id);
    }

    /** A start stays in the store. */
    synchronized void missed() {
        some = true;
        count++;
    }

    /** The starts of these alerts are delivered now. */
    synchronized void admit(Collection<String> ids) {
        admitted = Set.copyOf(ids);
        waiting.removeAll(admitted);
    }

    /** Whether something may wait in the store. */
    synchronized boolean some() {
        return some;
    }

    /** The number of starts left for later so far. */
    synchronized long count() {
        return count;
    }

    /**
     * Nothing waits in the store any more.
     *
     * @param seen the count when that was looked up: what was left since waits
     */
    synchronized void empty(long seen) {
        some = count > seen;
    }
}
