// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.limit;

import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Token buckets by key, for the last {@value #MOST} keys. Thread-safe. */
public final class RateLimiter {
    private static final int MOST = 256;

    private final int burst;
    private final Duration period;
    private final MonotonicClock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /** How many tokens there were at a time. */
    private record Bucket(double tokens, Duration time) {}

    /**
     * @param burst how many requests are allowed at once
     * @param period after which one more is allowed
     */
    public RateLimiter(int burst, Duration period, MonotonicClock clock) {
        this.burst = burst;
        this.period = period;
        this.clock = clock;
    }

    /** Whether one more request of that key is allowed now. */
    public synchronized boolean allows(String key) {
        Duration now = clock.now();
        Bucket bucket = buckets.getOrDefault(key, new Bucket(burst, now));
        double refill = (double) now.minus(bucket.time()).toNanos() / period.toNanos();
        double tokens = Math.min(burst, bucket.tokens() + refill);
        boolean allowed = tokens >= 1;
        buckets.put(key, new Bucket(allowed ? tokens - 1 : tokens, now));
        if (buckets.size() > MOST) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        return allowed;
    }

    /** Allows a full burst of that key again. */
    public synchronized void forget(String key) {
        buckets.remove(key);
    }
}
