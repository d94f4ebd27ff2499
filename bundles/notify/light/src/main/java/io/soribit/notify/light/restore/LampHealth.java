// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a lamp has spoken, and how often it told nonsense since it spoke. Written on the timer
 * only, read anywhere.
 */
public final class LampHealth {
    /** A lamp that tells sense and nonsense by turns is not warned of more often. */
    public static final Duration AGAIN = Duration.ofHours(1);

    private static final int MOST_KINDS = 10;

    /** What was warned of, and when. */
    private final Map<String, Duration> warned = new HashMap<>();

    private volatile boolean spoken;
    private volatile int strange;
    private volatile String lastStrange = "";
    private Duration lastSpoken = StateRestorer.NEVER;

    /** It told its state. */
    void spoke(Duration now) {
        spoken = true;
        strange = 0;
        lastSpoken = now;
    }

    public boolean hasSpoken() {
        return spoken;
    }

    /**
     * It told nonsense; true if a person has to be warned of it: once for each kind of nonsense,
     * and again if it told its state in between.
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the timer only
    public boolean strange(String what, Duration now) {
        lastStrange = what;
        strange++;
        Duration before = warned.get(what);
        boolean due =
                before == null
                        ? warned.size() < MOST_KINDS
                        : lastSpoken.compareTo(before) > 0
                                && now.compareTo(before.plus(AGAIN)) >= 0;
        if (due) {
            warned.put(what, now);
        }
        return due;
    }

    /** What is wrong and what to do; empty when all is well. */
    public String problem() {
        int times = strange;
        return times == 0
                ? ""
                : "it told something that is no state of a lamp "
                        + (times == 1 ? "once (" : times + " times (")
                        + lastStrange
                        + "): check that it is of this kind, and update its firmware";
    }
}
