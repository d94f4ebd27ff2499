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
 * @param companion the one that hears with it there; null if none does
 * @param rooms those of rooms that have their own, at least one each. What several hear is decided
 *     together by {@link JoinedDecision}
 */
public record ActiveModels(
        @Nullable InstalledDetector house,
        @Nullable InstalledDetector companion,
        Map<String, List<InstalledDetector>> rooms) {
    static final ActiveModels NONE = new ActiveModels(null, null, Map.of());

    public ActiveModels {
        rooms = Map.copyOf(rooms);
    }

    /** Those that are chosen for a room, the first one first; none if there is no model. */
    public List<InstalledDetector> chosen(String room) {
        List<InstalledDetector> own = rooms.get(room);
        if (own != null) {
            return own;
        }
        return house == null ? List.of() : List.of(house);
    }

    /** Those that hear a room: the chosen ones, and the companion of the house's. */
    public List<InstalledDetector> of(String room) {
        List<InstalledDetector> chosen = chosen(room);
        return companion == null || rooms.containsKey(room) || chosen.isEmpty()
                ? chosen
                : List.of(chosen.get(0), companion);
    }

    /** Their ids. */
    public static List<String> names(List<InstalledDetector> models) {
        return models.stream().map(InstalledDetector::name).toList();
    }

    public Set<InstalledDetector> all() {
        Set<InstalledDetector> all = new HashSet<>();
        rooms.values().forEach(all::addAll);
        if (house != null) {
            all.add(house);
        }
        if (companion != null) {
            all.add(companion);
        }
        return all;
    }
}
