// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.Rooms;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which models are to be active.
 *
 * @param model id of the house's; empty for the first of the preferred that is there; {@value
 *     #AUTO} for the most accurate that keeps up
 * @param preferred ids, the best first
 * @param rooms ids of the models of rooms that have their own, at least one each
 */
public record ModelSettings(String model, List<String> preferred, Map<String, List<String>> rooms) {
    /** In the place of an id: the hub chooses. */
    public static final String AUTO = "auto";

    /** Between the ids of the models of one room. */
    public static final String AND = "+";

    public static final ModelSettings DEFAULT =
            new ModelSettings(
                    "",
                    List.of(
                            "home-float16",
                            "home-dynamic-range",
                            "home-integer",
                            "home-float32",
                            "home-full-integer"),
                    Map.of());

    public ModelSettings {
        preferred = List.copyOf(preferred);
        rooms = Map.copyOf(rooms);
    }

    boolean auto() {
        return model.equals(AUTO);
    }

    /** The ids in {@code one+other}. */
    public static List<String> ids(String joined) {
        return List.of(joined.split("\\s*\\+\\s*"));
    }

    /** As {@link #with}, in one word: {@value io.soribit.api.Rooms#HOUSE} for the house's model. */
    public String joined(@Nullable String room) {
        if (room == null) {
            return model;
        }
        List<String> own = rooms.get(room);
        return own == null ? Rooms.HOUSE : String.join(AND, own);
    }

    /**
     * The same with another choice.
     *
     * @param room null for the house
     * @param joined an id; for a room also {@code one+other}, or {@value
     *     io.soribit.api.Rooms#HOUSE} for the house's model
     */
    public ModelSettings with(@Nullable String room, String joined) {
        if (room == null) {
            return new ModelSettings(joined, preferred, rooms);
        }
        Map<String, List<String>> next = new TreeMap<>(rooms);
        if (joined.equals(Rooms.HOUSE)) {
            next.remove(room);
        } else {
            next.put(room, ids(joined));
        }
        return new ModelSettings(model, preferred, next);
    }

    /**
     * The choices of the rooms in the form of the configuration: {@code bedroom=one+other,
     * hall=third}.
     */
    public String roomsText() {
        return new TreeMap<>(rooms)
                .entrySet().stream()
                        .map(e -> e.getKey() + "=" + String.join(AND, e.getValue()))
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("");
    }
}
