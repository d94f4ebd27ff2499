// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.release;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is installed.
 *
 * @param own the version that came with the launcher when this was written: with another launcher
 *     all of it is void
 * @param active what the hub runs
 * @param previous what it ran before, if that can be gone back to
 * @param candidate what is to be tried
 */
public record Installation(
        String own, Release active, Optional<Release> previous, Optional<Candidate> candidate) {
    /** A hub that was never upgraded. */
    public static Installation of(String own) {
        return new Installation(own, Release.own(own), Optional.empty(), Optional.empty());
    }

    /** With another candidate. */
    public Installation with(Candidate next) {
        return new Installation(own, active, previous, Optional.of(next));
    }

    /** The candidate becomes active. */
    public Installation confirmed() {
        Release next = candidate.orElseThrow().release();
        return new Installation(own, next, Optional.of(active), Optional.empty());
    }

    /** The active one stays. */
    public Installation takenBack() {
        return new Installation(own, active, previous, Optional.empty());
    }

    /** The folders that are in use. */
    public Set<String> folders() {
        return Stream.concat(
                        Stream.of(active),
                        Stream.concat(
                                previous.stream(), candidate.map(Candidate::release).stream()))
                .map(Release::folder)
                .collect(Collectors.toSet());
    }
}
