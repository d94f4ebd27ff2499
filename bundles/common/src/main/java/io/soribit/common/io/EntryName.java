// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

/** Names of files in archives and lists of foreign origin. */
public final class EntryName {
    private static final int MOST_LENGTH = 4_000;
    private static final int MOST_SHOWN = 100;

    private EntryName() {}

    /**
     * Refuses what would lie outside the folder that it belongs to, on any system.
     *
     * @throws RefusedArchiveException if it would
     */
    public static void check(String name) throws RefusedArchiveException {
        boolean safe = name.length() <= MOST_LENGTH && !name.matches("(?s).*[\\p{Cntrl}\\\\].*");
        for (String segment : name.split("/", -1)) {
            safe &= !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
        }
        if (!safe) {
            throw new RefusedArchiveException(
                    "'" + shown(name) + "' in it is no name of a file in a folder");
        }
    }

    /** For messages: without control characters, and not too long. */
    public static String shown(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= MOST_SHOWN ? plain : plain.substring(0, MOST_SHOWN) + "...";
    }
}
