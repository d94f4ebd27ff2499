// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.setting;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Settings of one kind that people have written, each in a file of its own in {@code etc}. A change
 * takes effect when the hub has read the file, within two seconds. Thread-safe; may block on the
 * disk.
 */
@ProviderType
public interface SettingFiles {
    /**
     * A setting as its file says it.
     *
     * @param name of its file
     * @param version of the file: another one after each change
     * @param editable false if the file is written in a form that only people can change
     * @param entries by key, without those that are empty
     */
    record Entry(String name, String version, boolean editable, Map<String, String> entries) {
        /** Copies the entries. */
        public Entry {
            entries = Map.copyOf(entries);
        }
    }

    /**
     * A change of a setting.
     *
     * @param id unique
     * @param who made it
     * @param name of its file
     * @param before what the file said; null if there was none
     * @param after what it says since; null if there is none
     */
    record Change(
            String id,
            Instant time,
            String who,
            String name,
            @Nullable Map<String, String> before,
            @Nullable Map<String, String> after) {}

    /**
     * What is wrong with a setting.
     *
     * @param key of the entry
     * @param message what is wrong and what is expected
     */
    record Problem(String key, String message) {}

    /** A setting cannot be written as it is. */
    final class InvalidSettingException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient List<Problem> problems;

        /**
         * @param problems at least one
         */
        public InvalidSettingException(List<Problem> problems) {
            super(problems.get(0).key() + ": " + problems.get(0).message());
            this.problems = List.copyOf(problems);
        }

        /** All that is wrong. */
        public List<Problem> problems() {
            return problems;
        }
    }

    /**
     * All of them, by name.
     *
     * @throws IOException if the folder cannot be read
     */
    List<Entry> list() throws IOException;

    /**
     * Writes one.
     *
     * @param name of its file; null for a new one
     * @param version what the person saw; null for a new one
     * @param entries by key; those that are missing or empty are as usual. What the page does not
     *     know stays in the file
     * @param who writes it
     * @throws InvalidSettingException if an entry is wrong; then nothing is written
     * @throws IllegalArgumentException if there is none of that name
     * @throws IllegalStateException if it is not what the person saw any more
     * @throws IOException if it cannot be written; then all is as it was
     */
    Change save(
            @Nullable String name,
            @Nullable String version,
            Map<String, String> entries,
            String who)
            throws InvalidSettingException, IOException;

    /**
     * Removes one.
     *
     * @param version what the person saw
     * @throws IllegalArgumentException if there is none of that name
     * @throws IllegalStateException if it is not what the person saw any more
     * @throws IOException if it cannot be removed
     */
    Change remove(String name, String version, String who) throws IOException;

    /**
     * Makes one again what it was before a change.
     *
     * @param change {@link Change#id}
     * @throws IllegalArgumentException if that change is not known any more
     * @throws IllegalStateException if it was changed since
     * @throws IOException if it cannot be written; then all is as it was
     */
    Change undo(String change, String who) throws IOException;

    /** The latest changes, the newest first. */
    List<Change> changes();
}
