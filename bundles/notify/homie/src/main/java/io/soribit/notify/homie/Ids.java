// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

/**
 * Ids as Homie accepts them: small letters, digits and hyphens. The same name gives the same id at
 * any time, and no two names give one.
 */
final class Ids {
    private Ids() {}

    /**
     * Of the device.
     *
     * @param root of the hub's own topics
     */
    static String device(String root) {
        return "soribit-" + escaped(root.substring(root.indexOf('/') + 1));
    }

    /** Of a room's node. */
    static String room(String room) {
        return "room-" + escaped(room);
    }

    /** Of a sound's property: its id has no hyphen. */
    static String sound(String sound) {
        return sound.replace('_', '-');
    }

    private static String escaped(String name) {
        return io.soribit.common.room.Ids.escaped(
                name, c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
}
