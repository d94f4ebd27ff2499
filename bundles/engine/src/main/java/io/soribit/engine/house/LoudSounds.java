// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.house;

import io.soribit.api.Sound;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Which unknown loud sounds are published: those that no other sound of the room explains, and not
 * more than one in a while. They are reported late enough for the others to be known. Not
 * thread-safe.
 */
final class LoudSounds {
    /** Onsets and ends are estimates: so much earlier may what explains a sound have ended. */
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private static final Duration REFRACTORY = Duration.ofMinutes(1);

    private final Map<String, Duration> explainedUntil = new HashMap<>();
    private final Map<String, Duration> lastPublished = new HashMap<>();

    static boolean isOne(Report report) {
        return report.sound().id().equals(Sound.UNKNOWN_LOUD);
    }

    /** Takes what a room heard. */
    void heard(Report report) {
        Duration end = report.end();
        if (end != null && !isOne(report)) {
            explainedUntil.merge(report.room(), end, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    /** Whether to publish one that nothing active explains. */
    boolean accepts(Report report) {
        Duration onset = report.onset();
        Duration until = explainedUntil.get(report.room());
        Duration last = lastPublished.get(report.room());
        if ((until != null && until.plus(CLOSE).compareTo(onset) > 0)
                || (last != null && last.plus(REFRACTORY).compareTo(onset) > 0)) {
            return false;
        }
        lastPublished.put(report.room(), onset);
        return true;
    }
}
