// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

/**
 * Something in the house that can notify people: a lamp, a bed shaker, a display.
 *
 * @param id as configuration and rules name it, for example {@code living-room} or {@code
 *     wled:shelf}
 * @param name as people call it
 * @param kind what it speaks, for example {@code Zigbee2MQTT}, {@code WLED}
 * @param ability what it can do, one word of {@code colour}, {@code light}, {@code switch}, {@code
 *     display}, {@code push}
 * @param used whether alerts go there
 * @param reachable whether it can be reached right now, as far as it is known
 * @param message what is wrong and what to do; empty when all is well
 */
public record Device(
        String id,
        String name,
        String kind,
        String ability,
        boolean used,
        boolean reachable,
        String message) {}
