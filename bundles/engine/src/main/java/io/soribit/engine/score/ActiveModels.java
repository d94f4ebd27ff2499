// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The active models: which model scores which room.
 *
 * @param house the one of every room that has none of its own; null if there is none
 * @param rooms those of rooms that have their own, at least one each. What several hear of one
 *     sound is joined to one event by {@link io.soribit.engine.house.RoomFusion}
 */
public record ActiveModels(
        @Nullable InstalledDetector house, Map<String, List<InstalledDetector>> rooms) {
    static final ActiveModels NONE = new ActiveModels(null, Map.of());

    public ActiveModels {
        rooms = Map.copyOf(rooms);
    }

    /** Those of a room, the first one first; none if there is no model. */
    public List<InstalledDetector> of(String room) {
        List<InstalledDetector> own = rooms.get(room);
        if (own != null) {
            return own;
        }
        return house == null ? List.of() : List.of(house);
    }

    public Set<InstalledDetector> all() {
        Set<InstalledDetector> all = new HashSet<>();
        rooms.values().forEach(all::addAll);
        if (house != null) {
            all.add(house);
        }
        return all;
    }
}
