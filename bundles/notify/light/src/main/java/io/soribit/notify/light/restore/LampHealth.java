// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a lamp has reported, and how many malformed messages came since. Written on the timer
 * only, read anywhere.
 */
public final class LampHealth {
    /** Valid and malformed messages by turns are not warned of more often. */
    public static final Duration AGAIN = Duration.ofHours(1);

    private static final int MOST_KINDS = 10;

    /** What was warned of, and when. */
    private final Map<String, Duration> warned = new HashMap<>();

    private volatile boolean spoken;
    private volatile @Nullable Integer battery;
    private volatile int malformed;
    private volatile String lastMalformed = "";
    private Duration lastSpoken = StateRestorer.NEVER;

    /** It reported its state. */
    void spoke(Duration now) {
        spoken = true;
        malformed = 0;
        lastSpoken = now;
    }

    public boolean hasSpoken() {
        return spoken;
    }

    /** It reported a state with the charge of its battery, or without one. */
    void reported(JsonNode state) {
        JsonNode charge = state.path("battery");
        if (charge.isNumber() && charge.asInt() >= 0 && charge.asInt() <= 100) {
            battery = charge.asInt();
        }
    }

    /** The charge of its battery in percent; null if unknown. */
    public @Nullable Integer battery() {
        return battery;
    }

    /**
     * It sent a malformed message; true if a person has to be warned of it: once for each kind, and
     * again if it reported its state in between.
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the timer only
    public boolean malformed(String what, Duration now) {
        lastMalformed = what;
        malformed++;
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
        int times = malformed;
        return times == 0
                ? ""
                : "it sent something that is no state of a lamp "
                        + (times == 1 ? "once (" : times + " times (")
                        + lastMalformed
                        + "): check that it is of this kind, and update its firmware";
    }
}
