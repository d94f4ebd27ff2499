// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of rooms, which are shown to people as they are. What is before the last slash is the
 * zone of a room, such as a floor of a building: {@code floor2/room214}. Most homes have no zones.
 */
public final class Rooms {
    /** The name that stands for all rooms together; no source may use it. */
    public static final String HOUSE = "house";

    /** Between a zone and its rooms. */
    private static final String IN = "/";

    /** After a zone: all that is in it. */
    private static final String ALL = "/*";

    private Rooms() {}

    /**
     * Checks a room's name.
     *
     * @param room the name; null is refused as a missing one
     * @return the name as it is
     * @throws IllegalArgumentException if it is blank, longer than 64 characters, {@value #HOUSE},
     *     or holds {@code + #}, quotes or control characters, or if a part between slashes is
     *     empty, {@code .}, {@code ..}, {@code *} or {@value #HOUSE}, or begins or ends with a
     *     space
     */
    public static String check(@Nullable String room) {
        if (room == null) {
            throw new IllegalArgumentException("the room is null: give it a name");
        }
        boolean forbidden =
                room.chars().anyMatch(c -> "+#\"".indexOf(c) >= 0 || Character.isISOControl(c));
        boolean parts =
                !room.contains(IN)
                        || Arrays.stream(room.split(IN, -1)).allMatch(Rooms::isPartOfName);
        if (room.isBlank() || room.length() > 64 || forbidden || !parts || room.equals(HOUSE)) {
            throw new IllegalArgumentException(
                    "room '"
                            + room
                            + "' cannot be used: 1 to 64 characters, none of + # \", and not '"
                            + HOUSE
                            + "'; with a zone before it as in floor2/room214");
        }
        return room;
    }

    private static boolean isPartOfName(String part) {
        return !part.isEmpty()
                && part.equals(part.strip())
                && !part.equals(".")
                && !part.equals("..")
                && !part.equals("*")
                && !part.equals(HOUSE);
    }

    /**
     * The zone of a room.
     *
     * @param room its name
     * @return what is before the last slash; empty for a room without a zone
     */
    public static String zone(String room) {
        return room.substring(0, Math.max(0, room.lastIndexOf(IN)));
    }

    /**
     * Whether an entry of a rule, or of another setting for some rooms, means a room.
     *
     * @param entry the name of a room, or {@code floor2/*} for all rooms of a zone and of the zones
     *     in it
     * @param room its name
     */
    public static boolean covers(String entry, String room) {
        return entry.equals(room)
                || (entry.endsWith(ALL) && room.startsWith(entry.substring(0, entry.length() - 1)));
    }
}
