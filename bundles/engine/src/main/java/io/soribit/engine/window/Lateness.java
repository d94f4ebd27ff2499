// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

import java.time.Duration;

/**
 * How many windows must lie from one scored to the next because windows are scored late, whatever
 * they cost: what else runs on the machine, and audio that is resampled, take their share of it.
 * Wider while windows stay late; narrower again after a pause, which doubles each time that was too
 * early. Not thread-safe.
 */
public final class Lateness {
    /** Of a short while; one burst of a garbage collection is none. */
    static final Duration NOTICED = Duration.ofSeconds(2);

    /** In which a backlog is worked off before the hop is widened further. */
    static final Duration SETTLED = Duration.ofSeconds(6);

    static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(16);

    /** Of the scored windows. */
    private static final double MANY = 0.1;

    /** Where windows take less of the machine, leaving some out helps nobody. */
    private static final double LEAST_LOAD = 0.3;

    private int stride = 1;
    private boolean late;
    private long since;
    private long changed;
    private long pauseNanos = FIRST_PAUSE.toNanos();
    private boolean narrowed;

    /**
     * Recomputes the stride. To be called twice a second or so.
     *
     * @param share of the windows scored since the last call that were late
     * @param load how much of what the pool has the windows take
     * @param inUse the stride that windows are scored with
     * @param nowNanos the monotonic clock
     */
    public int update(double share, double load, int inUse, long nowNanos) {
        boolean now = share > MANY && load > LEAST_LOAD;
        if (now && !late) {
            since = nowNanos;
        }
        late = now;
        if (late && inUse < HopWidening.WIDEST && isOver(NOTICED, since, nowNanos)) {
            widen(inUse, nowNanos);
        } else if (stride > 1 && !late && nowNanos - changed >= pauseNanos) {
            stride--;
            narrowed = true;
            changed = nowNanos;
        }
        return stride;
    }

    private void widen(int inUse, long nowNanos) {
        if (stride > 1 && !narrowed && !isOver(SETTLED, changed, nowNanos)) {
            return;
        }
        boolean tooEarly = narrowed && nowNanos - changed < pauseNanos;
        pauseNanos =
                tooEarly
                        ? Math.min(2 * pauseNanos, LONGEST_PAUSE.toNanos())
                        : FIRST_PAUSE.toNanos();
        narrowed = false;
        stride = inUse + 1;
        changed = nowNanos;
    }

    private static boolean isOver(Duration time, long since, long nowNanos) {
        return nowNanos - since >= time.toNanos();
    }
}
