// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.release;

import java.util.Set;
import java.util.TreeSet;

/**
 * A release that is to take the place of the active one.
 *
 * @param by who has asked for it
 * @param stage how far that is
 * @param rooms those that were heard before, and have to be heard again
 */
public record Candidate(Release release, String by, Stage stage, Set<String> rooms) {
    /** How far it is. */
    public enum Stage {
        /** The next start of the hub tries it. */
        REQUESTED,
        /** The running hub restarts for it. */
        ACCEPTED,
        /** It has been started: unless it is confirmed, the next start takes it back. */
        STARTED
    }

    public Candidate {
        rooms = Set.copyOf(rooms);
    }

    /** A request. */
    public static Candidate requested(Release release, String by) {
        return new Candidate(release, by, Stage.REQUESTED, Set.of());
    }

    /** The running hub restarts for it. */
    public Candidate accepted(Set<String> heard) {
        return new Candidate(release, by, Stage.ACCEPTED, heard);
    }

    /** It starts. */
    public Candidate started() {
        return new Candidate(release, by, Stage.STARTED, rooms);
    }

    /** The rooms that have to be heard and are not. */
    public Set<String> missing(Set<String> heard) {
        Set<String> missing = new TreeSet<>(rooms);
        missing.removeAll(heard);
        return missing;
    }
}
