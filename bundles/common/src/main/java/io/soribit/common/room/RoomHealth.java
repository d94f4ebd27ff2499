// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.room;

import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The health of a room, over all its sources.
 *
 * @param state the best of its sources
 * @param levelDb the loudest of its sources; -120 for silence
 * @param lastScored the newest of its sources; null before the first window
 * @param reception sums over its sources, and the largest drift
 * @param message what is wrong with its sources and what to do; empty if nothing is
 */
public record RoomHealth(
        SourceState state,
        float levelDb,
        @Nullable Instant lastScored,
        SourceStatus.Windows windows,
        SourceStatus.Reception reception,
        String message) {
    private static final List<SourceState> BEST_FIRST =
            List.of(
                    SourceState.LISTENING,
                    SourceState.QUIET,
                    SourceState.STARTING,
                    SourceState.RECOVERING,
                    SourceState.STALLED,
                    SourceState.LOST,
                    SourceState.ENDED);

    /** The rooms of these sources, by name. */
    public static Map<String, RoomHealth> of(List<SourceStatus> sources) {
        Map<String, RoomHealth> rooms = new TreeMap<>();
        for (SourceStatus source : sources) {
            rooms.merge(source.room(), of(source), RoomHealth::with);
        }
        return rooms;
    }

    private static RoomHealth of(SourceStatus source) {
        return new RoomHealth(
                source.state(),
                source.levelDb(),
                source.lastScored(),
                source.windows(),
                source.reception(),
                source.message());
    }

    /** A room from which no audio arrives. */
    public static RoomHealth lost(String message) {
        return new RoomHealth(
                SourceState.LOST,
                -120,
                null,
                new SourceStatus.Windows(0, 0, 0, 1),
                SourceStatus.Reception.NONE,
                message);
    }

    /** Whether audio arrives. */
    public boolean flows() {
        return state == SourceState.LISTENING || state == SourceState.QUIET;
    }

    private RoomHealth with(RoomHealth other) {
        boolean better = BEST_FIRST.indexOf(state) <= BEST_FIRST.indexOf(other.state);
        return new RoomHealth(
                better ? state : other.state,
                Math.max(levelDb, other.levelDb),
                later(lastScored, other.lastScored),
                new SourceStatus.Windows(
                        windows.scored() + other.windows.scored(),
                        windows.late() + other.windows.late(),
                        windows.dropped() + other.windows.dropped(),
                        Math.max(windows.hop(), other.windows.hop())),
                new SourceStatus.Reception(
                        reception.seconds() + other.reception.seconds(),
                        reception.lostPackets() + other.reception.lostPackets(),
                        reception.reconnects() + other.reception.reconnects(),
                        larger(reception.driftPpm(), other.reception.driftPpm())),
                message.isEmpty() || other.message.isEmpty() || message.equals(other.message)
                        ? message.isEmpty() ? other.message : message
                        : message + "; " + other.message);
    }

    private static @Nullable Double larger(@Nullable Double a, @Nullable Double b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return Math.abs(a) > Math.abs(b) ? a : b;
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isAfter(b) ? a : b;
    }
}
