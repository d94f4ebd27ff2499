// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.house;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Short unique ids that sort by time: milliseconds, a counter, and what marks this start. */
public final class EventIds {
    private static final int BASE = 36;
    private static final long CYCLE = 36 * 36 * 36;

    private final Clock clock;
    private final AtomicLong counter = new AtomicLong();
    private final String start;

    public EventIds(Clock clock) {
        this.clock = clock;
        start = digits(new SecureRandom().nextInt((int) CYCLE), 3);
    }

    public String next() {
        return digits(clock.millis(), 9) + digits(counter.getAndIncrement() % CYCLE, 3) + start;
    }

    private static String digits(long value, int width) {
        String text = Long.toString(value, BASE).toLowerCase(Locale.ROOT);
        return "0".repeat(Math.max(0, width - text.length())) + text;
    }
}
