// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import io.soribit.cluster.share.Members;
import io.soribit.common.log.LogThrottle;
import io.soribit.common.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which other hubs are there and what is wrong with them, for the log and people. Thread-safe. */
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    /** A hub with another key goes on trying to join, more often than this. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    /** Clocks that differ by more are said. */
    private static final Duration APART = Duration.ofSeconds(30);

    private final Map<String, Duration> clocks = new ConcurrentHashMap<>();
    private final MonotonicClock clock;
    private final Clock wall;
    private final LogThrottle strangers = new LogThrottle();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, LeftOutException> faults = new ConcurrentHashMap<>();
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
                                clocks.remove(entry.getValue());
                            }
                            return gone;
                        });
        faults.keySet().retainAll(now.all());
    }

    /** What the clock of a hub shows more than that of this one. */
    void ahead(String name, Duration difference) {
        boolean apart = difference.abs().compareTo(APART) > 0;
        if (!apart) {
            clocks.remove(name);
        } else if (clocks.put(name, difference) == null) {
            LOG.warn(
                    "the clocks of hub '{}' and of this one differ by {}: set them (NTP); times of"
                            + " alerts are converted meanwhile",
                    name,
                    text(difference));
        }
    }

    /** Hubs whose clocks differ, and by how much. */
    Map<String, String> clocks() {
        Map<String, String> all = new TreeMap<>();
        clocks.forEach((name, difference) -> all.put(name, text(difference)));
        return all;
    }

    private static String text(Duration difference) {
        Duration size = difference.abs();
        return size.compareTo(Duration.ofMinutes(3)) < 0
                ? size.toSeconds() + " s"
                : size.plusSeconds(30).toMinutes() + " min";
    }

    void heard(String member, String name) {
        faults.remove(member);
        if (names.put(member, name) == null) {
            LOG.info("hub '{}' is in the cluster", name);
        }
    }

    /** It is a member, and cannot be understood or told apart. */
    void leftOut(String member, LeftOutException why) {
        LeftOutException before = faults.put(member, why);
        if (before == null || !String.valueOf(before.getMessage()).equals(why.getMessage())) {
            LOG.warn(
                    "another hub of the cluster is left out: {}; this hub hears all its sources and"
                            + " notifies of all alerts as if that one were not there",
                    why.getMessage());
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

    /** What is wrong with members that are left out. */
    List<LeftOutException> faults() {
        return List.copyOf(faults.values());
    }
}
