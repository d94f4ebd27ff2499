// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

/**
 * Names as Homie takes them: small letters, digits and hyphens. The same name gives the same id at
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

    /** Other characters become their code point in hexadecimal between hyphens, a hyphen two. */
    private static String escaped(String name) {
        StringBuilder id = new StringBuilder();
        name.codePoints()
                .forEach(
                        c -> {
                            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
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
