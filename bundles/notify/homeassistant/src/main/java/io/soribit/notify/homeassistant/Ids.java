// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import io.soribit.api.MessageBus;
import java.util.Locale;

/**
 * Ids of devices, as Home Assistant accepts them: letters, digits, {@code _} and {@code -}. The
 * same name gives the same id at any time, and no two names give one.
 */
final class Ids {
    /** Of all devices of hubs. */
    static final String PREFIX = "soribit_";

    private Ids() {}

    /** Of the hub's device. */
    static String hub(MessageBus bus) {
        String root = bus.root();
        return PREFIX + escaped(root.substring(root.indexOf('/') + 1));
    }

    /**
     * Of a room's device. No escaped name holds {@code _}, so no room is mistaken for another hub.
     */
    static String room(MessageBus bus, String room) {
        return hub(bus) + "_" + escaped(room);
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
