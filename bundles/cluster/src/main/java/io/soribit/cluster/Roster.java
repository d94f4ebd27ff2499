// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import io.soribit.cluster.share.Members;
import io.soribit.common.log.LogThrottle;
import io.soribit.common.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which other hubs are there and what is wrong with them, for the log and people. Thread-safe. */
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    /** A hub with another key goes on trying to join, more often than this. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    private final MonotonicClock clock;
    private final Clock wall;
    private final LogThrottle strangers = new LogThrottle();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, String> faults = new ConcurrentHashMap<>();
    private volatile @Nullable Duration stranger;

    Roster(MonotonicClock clock, Clock wall) {
        this.clock = clock;
        this.wall = wall;
    }

    void members(Members now) {
        names.entrySet()
                .removeIf(
                        entry -> {
                            boolean gone = !now.all().contains(entry.getKey());
                            if (gone) {
                                LOG.warn(
                                        "hub '{}' has left the cluster or cannot be reached",
                                        entry.getValue());
                            }
                            return gone;
                        });
        faults.keySet().retainAll(now.all());
    }

    void heard(String member, String name) {
        faults.remove(member);
        if (names.put(member, name) == null) {
            LOG.info("hub '{}' is in the cluster", name);
        }
    }

    /** It is a member, and cannot be understood. */
    void malformed(String member, String why) {
        if (!why.equals(faults.put(member, why))) {
            LOG.warn(
                    "another hub of the cluster cannot be understood: {}; this hub hears all its"
                            + " sources as if that one were not there",
                    why);
        }
    }

    /** A hub with another key tries to join. */
    synchronized void stranger() {
        stranger = clock.now();
        if (strangers.isDue(wall.instant())) {
            LOG.warn(
                    "a hub with another key tries to join the cluster: set the same 'key' on all"
                            + " hubs; until then each hears all its sources");
        }
    }

    /** Whether a hub with another key has tried to join lately. */
    boolean hasStranger() {
        Duration at = stranger;
        return at != null && clock.since(at).compareTo(RECENT) < 0;
    }

    /** What is wrong with members that cannot be understood. */
    Map<String, String> faults() {
        return Map.copyOf(faults);
    }
}
