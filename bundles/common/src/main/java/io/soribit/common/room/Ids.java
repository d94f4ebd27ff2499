// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.room;

import java.util.function.IntPredicate;

/** Ids from names that people choose. */
public final class Ids {
    private Ids() {}

    /**
     * Escapes a name: the same name always gives the same id, and different names give different
     * ids. A hyphen becomes two; all other characters that are not allowed become their code point
     * in hexadecimal between hyphens.
     *
     * @param allowed characters that stay as they are; not the hyphen
     */
    public static String escaped(String name, IntPredicate allowed) {
        StringBuilder id = new StringBuilder();
        name.codePoints()
                .forEach(
                        c -> {
                            if (allowed.test(c)) {
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
