// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last events, each by what was last told of it. What goes on is kept before what has ended: a
 * smoke alarm is not pushed out by a hundred coughs. Not thread-safe.
 */
final class RecentSounds {
    private final int capacity;
    private final Map<String, SoundEvent> byId = new LinkedHashMap<>();
    private final Map<String, Told> told = new HashMap<>();

    RecentSounds(int capacity) {
        this.capacity = capacity;
    }

    void add(SoundEvent event) {
        byId.put(event.id(), event);
        if (byId.size() > capacity) {
            String out =
                    byId.values().stream()
                            .filter(e -> e.phase() == Phase.END)
                            .findFirst()
                            .orElseGet(() -> byId.values().iterator().next())
                            .id();
            byId.remove(out);
            told.remove(out);
        }
    }

    /**
     * People are told of a sound.
     *
     * @return the sound, if it is one of these and that is news
     */
    Optional<SoundEvent> tell(String id, Told how) {
        return Optional.ofNullable(byId.get(id)).filter(e -> !how.equals(told.put(id, how)));
    }

    /** What people are told of a sound; null for nothing. */
    @Nullable Told told(String id) {
        return told.get(id);
    }

    /**
     * Ends what goes on, for the engine that began it has gone and cannot.
     *
     * @return what was ended
     */
    List<SoundEvent> endAll(Instant now) {
        List<SoundEvent> ended = new ArrayList<>();
        for (SoundEvent e : byId.values()) {
            if (e.phase() != Phase.END) {
                ended.add(e.endedAt(now));
            }
        }
        ended.forEach(e -> byId.put(e.id(), e));
        return ended;
    }

    /** All, the newest onset first. */
    List<SoundEvent> newestFirst() {
        return byId.values().stream()
                .sorted(Comparator.comparing(SoundEvent::onset).reversed())
                .toList();
    }
}
