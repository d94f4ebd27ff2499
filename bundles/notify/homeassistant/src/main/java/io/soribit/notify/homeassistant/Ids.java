// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import io.soribit.api.MessageBus;
import java.util.Locale;

/**
 * Names as Home Assistant takes them: letters, digits, {@code _} and {@code -}. The same name gives
 * the same id at any time, and no two names give one.
 */
final class Ids {
    private Ids() {}

    /** Of the hub's device. */
    static String hub(MessageBus bus) {
        String root = bus.root();
        return "soribit_" + escaped(root.substring(root.indexOf('/') + 1));
    }

    /** Of a room's device. No escaped name holds {@code _}, so no room is taken for another hub. */
    static String room(MessageBus bus, String room) {
        return hub(bus) + "_" + escaped(room);
    }

    /** Part of an entity id, for people to read: Home Assistant writes it in Latin letters. */
    static String readable(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
    }

    /** Other characters become their code point in hexadecimal between hyphens, a hyphen two. */
    private static String escaped(String name) {
        StringBuilder id = new StringBuilder();
        name.codePoints()
                .forEach(
                        c -> {
                            if (c < 128 && Character.isLetterOrDigit(c)) {
                                id.appendCodePoint(c);
                            } else if (c == '-') {
                                id.append("--");
                            } else {
                                id.append('-').append(Integer.toHexString(c)).append('-');
                            }
                        });
        return id.toString();
    }
}
