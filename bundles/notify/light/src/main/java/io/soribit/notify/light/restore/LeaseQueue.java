// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The claims of hubs to one lamp, in the order in which the broker had them, which is the same for
 * all hubs: the first one has the lamp, until it gives up its place by its own message. Not
 * thread-safe.
 */
final class LeaseQueue {
    /** Reports of what another hub has shown may arrive so long after it has passed the lamp on. */
    private static final Duration ECHOES = SentMessage.LATENCY;

    /** A hub that waits for the lamp says so more often than this. */
    private static final Duration WAITS = HeldLease.VALID;

    private static final int MOST_HUBS = 16;

    /** A claim, and when its hub was last heard of. */
    record Place(Lease lease, Duration heardAt) {}

    private final String own;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private @Nullable Lease last;
    private Duration otherUntil = StateRestorer.NEVER;

    /**
     * @param own name of this hub
     */
    LeaseQueue(String own) {
        this.own = own;
    }

    /** A hub claims the lamp, or says again that it does, or has another claim instead. */
    void put(String hub, Lease lease, Duration now) {
        noteOther(now);
        boolean wasFirst = isFirst(hub);
        @Nullable Place known = places.get(hub);
        if (known == null && places.size() >= MOST_HUBS && !hub.equals(own)) {
            return;
        }
        if (known != null && !known.lease.claim().equals(lease.claim())) {
            places.remove(hub);
        }
        places.put(hub, new Place(lease, now));
        if (!hub.equals(own) && (wasFirst || isFirst(hub))) {
            last = lease;
        }
        noteOther(now);
    }

    /** A hub is done with the lamp. */
    void remove(String hub, Duration now) {
        noteOther(now);
        places.remove(hub);
        if (hub.equals(own)) {
            last = null;
        }
        noteOther(now);
    }

    private void noteOther(Duration now) {
        if (!places.isEmpty() && !isFirst(own)) {
            otherUntil = now.plus(ECHOES);
        }
    }

    private boolean isFirst(String hub) {
        return !places.isEmpty() && places.keySet().iterator().next().equals(hub);
    }

    /**
     * Whether this hub has the lamp.
     *
     * @param gone whether a hub, of which nothing was heard since a moment, has left its place
     */
    boolean isOwn(BiPredicate<String, Duration> gone, Duration now) {
        if (!places.containsKey(own)) {
            return false;
        }
        for (Iterator<Map.Entry<String, Place>> each = places.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<String, Place> entry = each.next();
            if (entry.getKey().equals(own)) {
                return true;
            }
            if (!gone.test(entry.getKey(), entry.getValue().heardAt)) {
                return false;
            }
            noteOther(now);
            each.remove();
        }
        return false;
    }

    /**
     * Whether another hub has the lamp, or had it a moment ago, so that its frames are reported.
     */
    boolean isOther(BiPredicate<String, Duration> gone, Duration now) {
        for (Map.Entry<String, Place> entry : places.entrySet()) {
            if (entry.getKey().equals(own)) {
                break;
            }
            if (!gone.test(entry.getKey(), entry.getValue().heardAt)) {
                return true;
            }
        }
        return wasOther(now);
    }

    /** Whether another hub had the lamp a moment ago. */
    boolean wasOther(Duration now) {
        return now.compareTo(otherUntil) < 0;
    }

    /** What the last other hub that had the lamp said of it, while that holds. */
    Optional<Lease> last(BiPredicate<String, Duration> gone, Duration now) {
        return isOther(gone, now) ? Optional.ofNullable(last) : Optional.empty();
    }

    /**
     * Whether another hub is to have the lamp rather than this one.
     *
     * @param lease of this hub
     * @param used whether this hub makes use of it; if not, of equals the first by name has it
     */
    boolean isOutranked(Lease lease, boolean used, Duration now) {
        return places.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(own))
                .filter(entry -> now.compareTo(entry.getValue().heardAt.plus(WAITS)) < 0)
                .anyMatch(
                        entry ->
                                entry.getValue().lease.outranks(lease)
                                        || (!used
                                                && entry.getValue().lease.ranksAs(lease)
                                                && entry.getKey().compareTo(own) < 0));
    }
}
