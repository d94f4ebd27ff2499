// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which hubs have other documents than this one. As long as they do, versions are compared after 1,
 * 2, 4, and so on to 64 announcements: what cannot be taken over is not sent each second.
 * Thread-safe.
 */
final class Differences {
    private static final int LONGEST = 64;

    private final Map<Key, Backoff> all = new HashMap<>();
    private final Set<String> sharing = new HashSet<>();
    private final TreeSet<String> strangers = new TreeSet<>();

    private record Key(String hub, Kind kind) {}

    private record Backoff(int left, int next) {}

    /** Whether versions are to be compared now. */
    synchronized boolean isDue(String hub, Kind kind, boolean equal) {
        Key key = new Key(hub, kind);
        if (equal) {
            all.remove(key);
            return false;
        }
        Backoff backoff = all.getOrDefault(key, new Backoff(0, 1));
        boolean due = backoff.left() == 0;
        all.put(
                key,
                due
                        ? new Backoff(backoff.next(), Math.min(LONGEST, 2 * backoff.next()))
                        : new Backoff(backoff.left() - 1, backoff.next()));
        return due;
    }

    /** Whether the version of a hub shares any. */
    synchronized void shares(String hub, boolean shares) {
        (shares ? sharing : strangers).add(hub);
        (shares ? strangers : sharing).remove(hub);
    }

    /** Whether there is a hub to share with. */
    synchronized boolean isAnyThere() {
        return !sharing.isEmpty();
    }

    synchronized List<String> strangers() {
        return List.copyOf(strangers);
    }

    /** Forgets hubs that are gone: when they come back, they are asked at once. */
    synchronized void retain(Collection<String> hubs) {
        all.keySet().removeIf(key -> !hubs.contains(key.hub()));
        sharing.retainAll(hubs);
        strangers.retainAll(hubs);
    }
}
