// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import org.jspecify.annotations.Nullable;

/** The names of rooms: they are part of MQTT topics and are shown to people as they are. */
public final class Rooms {
    /** The name that stands for all rooms together; no source may use it. */
    public static final String HOUSE = "house";

    private Rooms() {}

    /**
     * Checks a room's name.
     *
     * @param room the name; null is refused as a missing one
     * @return the name as it is
     * @throws IllegalArgumentException if it is blank, longer than 64 characters, {@value #HOUSE},
     *     or holds {@code / + #}, quotes or control characters
     */
    public static String check(@Nullable String room) {
        if (room == null) {
            throw new IllegalArgumentException("the room is null: give it a name");
        }
        boolean forbidden =
                room.chars().anyMatch(c -> "/+#\"".indexOf(c) >= 0 || Character.isISOControl(c));
        if (room.isBlank() || room.length() > 64 || forbidden || room.equals(HOUSE)) {
            throw new IllegalArgumentException(
                    "room '"
                            + room
                            + "' cannot be used: 1 to 64 characters, none of / + # \", and not '"
                            + HOUSE
                            + "'");
        }
        return room;
    }
}
