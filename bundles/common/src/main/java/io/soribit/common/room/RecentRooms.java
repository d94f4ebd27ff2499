// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.room;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Rooms that are there, or were a short time ago: a room that comes back soon, as over an update,
 * has never been away. Not thread-safe.
 */
public final class RecentRooms {
    /** After this time a room is gone. */
    public static final Duration GONE = Duration.ofMinutes(1);

    private final Map<String, Duration> lastSeen = new TreeMap<>();

    /**
     * Updates the rooms.
     *
     * @param now monotonic time
     */
    public void see(Collection<String> rooms, Duration now) {
        rooms.forEach(room -> lastSeen.put(room, now));
        lastSeen.values().removeIf(seen -> now.minus(seen).compareTo(GONE) >= 0);
    }

    /** Nothing is known about the rooms at present: none of them goes. */
    public void keep(Duration now) {
        lastSeen.replaceAll((room, seen) -> now);
    }

    /** In alphabetical order. */
    public Set<String> rooms() {
        return lastSeen.keySet();
    }
}
