// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/**
 * What a model makes of a window before it names sounds: so many values, alike for sounds that are
 * alike. Sounds that a household teaches are learnt on it.
 *
 * @param trunk names the part of the model that makes it; models of one trunk make the same of a
 *     sound, apart from rounding
 * @param size how many values it has, 1 to 16384
 */
public record Embedding(String trunk, int size) {
    private static final int MOST = 16_384;

    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public Embedding {
        if (!trunk.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "trunk '" + trunk + "': 1 to 64 letters, digits, dots, hyphens or underscores");
        }
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException(
                    "an embedding of " + size + " values: 1 to " + MOST + " are supported");
        }
    }
}
