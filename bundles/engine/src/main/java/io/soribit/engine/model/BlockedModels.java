// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * When models that did not return from a window may be tried again: after five minutes at first,
 * and after four times as long each time. Not thread-safe.
 */
final class BlockedModels {
    static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int FACTOR = 4;

    private record Pause(Duration until, Duration length, boolean over) {}

    private final Map<KnownModel, Pause> pauses = new HashMap<>();

    /**
     * It did not return.
     *
     * @return after which pause it is tried again
     */
    Duration blocked(KnownModel model, Duration now) {
        Pause last = pauses.get(model);
        Duration length = last == null ? FIRST : last.length().multipliedBy(FACTOR);
        length = length.compareTo(LONGEST) < 0 ? length : LONGEST;
        pauses.put(model, new Pause(now.plus(length), length, false));
        return length;
    }

    /** The models whose pause has ended since the last call. */
    Iterable<KnownModel> takeDue(Duration now) {
        Map<KnownModel, Pause> due = new HashMap<>();
        pauses.forEach(
                (model, pause) -> {
                    if (!pause.over() && now.compareTo(pause.until()) >= 0) {
                        due.put(model, new Pause(pause.until(), pause.length(), true));
                    }
                });
        pauses.putAll(due);
        return due.keySet();
    }

    void forget(KnownModel model) {
        pauses.remove(model);
    }
}
