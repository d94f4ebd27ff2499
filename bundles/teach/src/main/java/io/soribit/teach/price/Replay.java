// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.price;

import io.soribit.api.Threshold;
import io.soribit.teach.history.Visitor;
import io.soribit.teach.learn.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores the windows of a history as the hub would have, but for the smoothing: the windows are too
 * far apart for that, so it finds rather too many events than too few. Not thread-safe.
 */
final class Replay implements Visitor {
    private final Head head;
    private final double onset;
    private final double offset;
    private final long holdMillis;
    private final Map<String, Room> rooms = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private @Nullable Instant first;
    private long windows;
    private long missed;

    /**
     * When the sound would have raised an alert.
     *
     * @param logit its highest
     */
    record Event(String room, Instant start, Instant end, double logit) {
        float score() {
            return Head.score(logit);
        }
    }

    /** What goes on in a room. */
    private static final class Room {
        private boolean active;
        private long start;
        private long last;
        private double logit;
    }

    Replay(Head head, Threshold threshold) {
        this.head = head;
        onset = logit(threshold.onset());
        offset = logit(threshold.offset());
        Duration hold = threshold.hold();
        holdMillis = hold == null ? 0 : hold.toMillis();
    }

    private static double logit(float score) {
        return Math.log(score / (1 - score));
    }

    @Override
    public void window(String room, long endMillis, byte[] values, int missedBefore) {
        if (first == null) {
            first = Instant.ofEpochMilli(endMillis);
        }
        windows++;
        missed += missedBefore;
        scored(room, endMillis, head.logit(values));
    }

    /** A window whose weighted sum is known. */
    void scored(String room, long endMillis, double logit) {
        Room now = rooms.computeIfAbsent(room, r -> new Room());
        if (now.active && logit < offset && endMillis - now.last > holdMillis) {
            end(room, now);
        }
        if (logit >= (now.active ? offset : onset)) {
            now.start = now.active ? now.start : endMillis;
            now.logit = now.active ? Math.max(now.logit, logit) : logit;
            now.last = endMillis;
            now.active = true;
        }
    }

    private void end(String room, Room now) {
        events.add(
                new Event(
                        room,
                        Instant.ofEpochMilli(now.start),
                        Instant.ofEpochMilli(now.last),
                        now.logit));
        now.active = false;
    }

    /** All events, those that still go on at the end of the history too. */
    List<Event> events() {
        rooms.forEach(
                (room, now) -> {
                    if (now.active) {
                        end(room, now);
                    }
                });
        return List.copyOf(events);
    }

    /** The end of the first window; null if there was none. */
    @Nullable Instant first() {
        return first;
    }

    /** The share of the windows that there was no space for, 0 to 1. */
    float missed() {
        return windows == 0 ? 0 : (float) missed / (windows + missed);
    }
}
