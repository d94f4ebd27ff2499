// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.log;

import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits what is logged of each source of messages, such as an address: {@value #BURST} lines a
 * minute, and {@value #ALL} of all sources together. Thread-safe.
 */
public final class SourceThrottle {
    private static final int BURST = 10;
    private static final int ALL = 100;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final MonotonicClock clock;
    private final Map<String, Integer> lines = new HashMap<>();
    private Duration end;
    private int all;

    /**
     * @param clock by which the minutes pass
     */
    public SourceThrottle(MonotonicClock clock) {
        this.clock = clock;
        end = clock.now().plus(PERIOD);
    }

    /** Whether to log one more line of that source now. */
    public synchronized boolean isDue(String source) {
        Duration now = clock.now();
        if (now.compareTo(end) >= 0) {
            lines.clear();
            all = 0;
            end = now.plus(PERIOD);
        }
        if (all >= ALL || lines.merge(source, 1, Integer::sum) > BURST) {
            return false;
        }
        all++;
        return true;
    }
}
