// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import java.util.Locale;

/**
 * Ids of devices, as Home Assistant accepts them: letters, digits, {@code _} and {@code -}. The
 * same name gives the same id at any time, and no two names give one.
 */
final class Ids {
    /** Of all devices of hubs. */
    static final String PREFIX = "soribit_";

    private Ids() {}

    /** Of the device of a hub. */
    static String hub(String hub) {
        return PREFIX + escaped(hub);
    }

    /**
     * Of a room's device. No escaped name holds {@code _}, so no room is mistaken for another hub.
     */
    static String room(String hub, String room) {
        return hub(hub) + "_" + escaped(room);
    }

    /** Whether a device is that of a hub or of one of its rooms. */
    static boolean isOf(String hub, String device) {
        return device.equals(hub(hub)) || device.startsWith(hub(hub) + "_");
    }

    /** Part of an entity id, for people to read: Home Assistant writes it in Latin letters. */
    static String readable(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
    }

    private static String escaped(String name) {
        return io.soribit.common.room.Ids.escaped(
                name, c -> c < 128 && Character.isLetterOrDigit(c));
    }
}
