// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.api.score.TaughtSound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The taught sounds that are there. Of two with one id the later one is listened for, in the place
 * of the other: a sound that is replaced goes on. Thread-safe.
 */
final class TaughtSounds {
    private final List<Entry> entries = new ArrayList<>();

    /** Those that are left out since they do not return. */
    private final List<TaughtSound> blocking = new ArrayList<>();

    private record Entry(String id, TaughtSound sound) {}

    synchronized void add(String id, TaughtSound sound) {
        entries.add(new Entry(id, sound));
    }

    synchronized void remove(TaughtSound sound) {
        entries.removeIf(entry -> entry.sound() == sound);
        blocking.removeIf(other -> other == sound);
    }

    /** Whether it was listened for until now. */
    synchronized boolean leaveOut(TaughtSound sound) {
        boolean there = entries.removeIf(entry -> entry.sound() == sound);
        if (there) {
            blocking.add(sound);
        }
        return there;
    }

    /** One for each id, in the order in which the ids came. */
    synchronized List<TaughtSound> listened() {
        Map<String, TaughtSound> last = new LinkedHashMap<>();
        entries.forEach(entry -> last.put(entry.id(), entry.sound()));
        return List.copyOf(last.values());
    }

    synchronized List<TaughtSound> blocking() {
        return List.copyOf(blocking);
    }
}
