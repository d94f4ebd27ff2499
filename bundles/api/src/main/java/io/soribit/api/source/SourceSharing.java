// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.source;

import io.soribit.api.hub.SourceStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says which sources another hub hears in this one's stead. The engine closes such a source, shows
 * it as the other hub does, and opens it again as soon as it is to hear it: without this service,
 * or when it fails, this hub hears all its sources. Thread-safe.
 */
@ProviderType
public interface SourceSharing {
    /**
     * Whether another hub hears a source; asked twice a second about each {@link
     * io.soribit.api.AudioSource}. Must not block.
     *
     * @param here how this hub hears it: listening or quiet while audio comes
     * @return how it is doing at the other hub, with this source's id and room; null if this hub is
     *     to hear it
     */
    @Nullable SourceStatus elsewhere(SourceStatus here);

    /**
     * Whether another hub heard a source as that was asked last, or may hear it as it is not known
     * yet who is there. Cheap.
     *
     * @param source its id
     */
    default boolean isElsewhere(String source) {
        return false;
    }

    /**
     * Whether this hub is the one that describes all of them to others, such as Home Assistant: the
     * first one that is there, once it is known who is. Cheap.
     */
    default boolean isFirst() {
        return true;
    }

    /** What can be wrong between hubs. */
    enum Problem {
        /** This hub cannot take part: what is wrong with its settings or its address. */
        NOT_JOINED,
        /** No other hub is connected: the addresses that were tried. */
        ALONE,
        /**
         * Some other hubs are connected, not all: those whose names are unknown, or how many of how
         * many are, such as {@code 1/2}.
         */
        MISSING,
        /** A hub with another key tries to join. */
        OTHER_KEY,
        /** A hub has another version. */
        OTHER_VERSION,
        /** Another hub has the same name: that name. */
        SAME_NAME,
        /** A hub cannot be understood: why. */
        MALFORMED,
        /** The clock of another hub differs from that of this one: its name. */
        CLOCK,
        /** A rule, a user, a taught sound or a choice of models is not shared: which and why. */
        NOT_SHARED
    }

    /**
     * Something that is wrong.
     *
     * @param detail as {@link Problem} says; in English, may be empty
     */
    record Trouble(Problem problem, String detail) {}

    /**
     * What is wrong between this hub and the others now. Cheap.
     *
     * @return empty if all is well
     */
    default List<Trouble> troubles() {
        return List.of();
    }
}
