// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import org.jspecify.annotations.Nullable;

/**
 * Something in the house that can notify people: a lamp, a bed shaker, a display.
 *
 * @param id as configuration and rules name it, for example {@code living-room} or {@code
 *     wled:shelf}
 * @param name as people call it
 * @param kind what it speaks, for example {@code Zigbee2MQTT}, {@code WLED}
 * @param ability what it can do, one word of {@code colour}, {@code light}, {@code switch}, {@code
 *     shaker} (of a bed), {@code display}, {@code push}
 * @param used whether alerts go there
 * @param reachable whether it can be reached right now, as far as it is known
 * @param message what is wrong and what to do; empty when all is well
 * @param battery charge in percent, 0 to 100; null if unknown or if it has none
 * @param reports whether it reports that it shows an alert ({@link Alerts#confirm})
 */
public record Device(
        String id,
        String name,
        String kind,
        String ability,
        boolean used,
        boolean reachable,
        String message,
        @Nullable Integer battery,
        boolean reports) {
    /** A device without a battery that does not report what it shows. */
    public Device(
            String id,
            String name,
            String kind,
            String ability,
            boolean used,
            boolean reachable,
            String message) {
        this(id, name, kind, ability, used, reachable, message, null, false);
    }
}
