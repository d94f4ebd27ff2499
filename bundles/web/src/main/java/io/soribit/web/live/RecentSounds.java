// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

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
 * The last sounds with their latest event. Sounds that have ended are removed first: a smoke alarm
 * is not pushed out by a hundred coughs. Not thread-safe.
 */
final class RecentSounds {
    private final int capacity;
    private final Map<String, SoundEvent> byId = new LinkedHashMap<>();
    private final Map<String, SoundAlert> alerts = new HashMap<>();

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
            alerts.remove(out);
        }
    }

    /**
     * A sound raised or joined an alert.
     *
     * @return the sound, if it is one of these and that has changed
     */
    Optional<SoundEvent> alert(String id, SoundAlert alert) {
        return Optional.ofNullable(byId.get(id)).filter(e -> !alert.equals(alerts.put(id, alert)));
    }

    /** The alert that a sound raised or joined; null for none. */
    @Nullable SoundAlert alertOf(String id) {
        return alerts.get(id);
    }

    /**
     * Ends all sounds that have not ended: the engine that started them is gone.
     *
     * @return the ends
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

    /** All sounds, newest onset first. */
    List<SoundEvent> newestFirst() {
        return byId.values().stream()
                .sorted(Comparator.comparing(SoundEvent::onset).reversed())
                .toList();
    }
}
