// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.limit;

import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The topics that clients have used lately: Artemis keeps each on the heap for a minute or two. A
 * long one counts as several. Thread-safe.
 */
public final class RecentTopics {
    /** How long each counts after it was used. */
    public static final Duration KEPT = Duration.ofMinutes(2);

    private static final int LENGTH = 256;

    private final MonotonicClock clock;
    private final Map<String, Duration> used = new LinkedHashMap<>(16, 0.75f, true);
    private int count;

    /** How a topic is taken. */
    public enum Use {
        KNOWN,
        NEW,
        REFUSED
    }

    /**
     * @param clock by which they are forgotten
     */
    public RecentTopics(MonotonicClock clock) {
        this.clock = clock;
    }

    /**
     * Takes a topic.
     *
     * @param most a new one is refused beyond so many
     */
    public synchronized Use use(String topic, int most) {
        Duration now = clock.now();
        forget(now);
        if (used.replace(topic, now) != null) {
            return Use.KNOWN;
        }
        if (count + weight(topic) > most) {
            return Use.REFUSED;
        }
        used.put(topic, now);
        count += weight(topic);
        return Use.NEW;
    }

    private void forget(Duration now) {
        Iterator<Map.Entry<String, Duration>> oldest = used.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Duration> next = oldest.next();
            if (now.minus(next.getValue()).compareTo(KEPT) < 0) {
                return;
            }
            count -= weight(next.getKey());
            oldest.remove();
        }
    }

    private static int weight(String topic) {
        return 1 + topic.length() / LENGTH;
    }
}
