// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import java.io.IOException;
import java.util.Map;

/** The documents of one kind, where the hub reads them. Not thread-safe. */
interface Documents {
    /** What one is, for people, such as {@code rule}. */
    String what();

    /**
     * All that are there: hash by name. Called once a second, so unchanged files are not read
     * again.
     *
     * @throws IOException if that cannot be said for sure of any
     */
    Map<String, String> hashes() throws IOException;

    /** Files that could not be read for the last {@link #hashes}: why, by name. */
    default Map<String, String> unreadable() {
        return Map.of();
    }

    /** Whether the last {@link #hashes} cannot say of one document what it is. */
    default boolean isUnknown(String name) {
        return unreadable().containsKey(name);
    }

    /**
     * Whether none was lost as a whole: a folder or file that is not there has not been emptied by
     * a person.
     *
     * @param first whether the hub has just started
     * @param none whether no document is there
     */
    boolean isIntact(boolean first, boolean none);

    /** The content of one that is there. */
    byte[] read(String name) throws IOException;

    /**
     * Checks what another hub has sent.
     *
     * @throws IllegalArgumentException if it is no such document, with what is wrong
     */
    void check(String name, byte[] content);

    /** Writes one that was checked. */
    void write(String name, byte[] content) throws IOException;

    /** Removes one. */
    void delete(String name) throws IOException;
}
