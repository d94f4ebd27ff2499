// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The level of MQTT topics that names a room. It is the room's name, unless that cannot be a level:
 * then the offending characters are percent-encoded. The same name always gives the same level, and
 * different names give different levels.
 */
public final class RoomTopics {
    private static final int LONGEST = 128;

    /** Levels below the hub that are no rooms. */
    private static final Set<String> RESERVED =
            Set.of(
                    "alert",
                    "alerts",
                    "display",
                    "health",
                    "house",
                    "lamp",
                    "mode",
                    "model",
                    "plugins",
                    "shelly",
                    "simulated",
                    "status",
                    "test");

    private RoomTopics() {}

    /** Whether a level below the hub is never that of a room. */
    public static boolean isReserved(String level) {
        return RESERVED.contains(level);
    }

    /** The level of a room's topics: a name without {@code / + #} and control characters. */
    public static String level(String room) {
        if (room.isEmpty()) {
            return "%";
        }
        StringBuilder level = new StringBuilder();
        for (int i = 0; i < room.length(); ) {
            int c = room.codePointAt(i);
            boolean reserved = i == 0 && (RESERVED.contains(room) || c == '$');
            if (reserved || isForbidden(c) || (c == '%' && isAmbiguous(room, i))) {
                append(level, c);
            } else {
                level.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        return level.length() <= LONGEST ? level.toString() : shortened(level.toString(), room);
    }

    private static boolean isForbidden(int c) {
        return "/+#\"".indexOf(c) >= 0
                || Character.isISOControl(c)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                || (c & 0xFFFE) == 0xFFFE;
    }

    /** Whether a percent sign could be read as the begin of an encoded character. */
    private static boolean isAmbiguous(String room, int i) {
        return room.length() == 1 || room.substring(i + 1).matches("(?s)([0-9A-F]{2}|-).*");
    }

    private static void append(StringBuilder level, int c) {
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            level.append("%-").append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
            return;
        }
        for (byte b : Character.toString(c).getBytes(UTF_8)) {
            level.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
    }

    private static String shortened(String level, String room) {
        CRC32 crc = new CRC32();
        crc.update(room.getBytes(UTF_8));
        int end = LONGEST - (Character.isHighSurrogate(level.charAt(LONGEST - 1)) ? 1 : 0);
        return level.substring(0, end) + "%-" + HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
