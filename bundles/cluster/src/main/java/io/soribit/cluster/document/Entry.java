// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A document as a hub has it.
 *
 * @param hash of its content; {@value #GONE} if it was removed, which is known for ever
 */
record Entry(Version version, String hash) {
    static final String GONE = "";

    boolean isGone() {
        return hash.equals(GONE);
    }

    /**
     * Which one holds on all hubs. Of one version there are two only if a hub could not keep it,
     * and has changed the document again after a restart.
     */
    boolean isLaterThan(Entry other) {
        return version.equals(other.version)
                ? hash.compareTo(other.hash) > 0
                : version.isLaterThan(other.version);
    }

    /** Whether it was made by who knew the other one. */
    boolean includes(Entry other) {
        return !version.equals(other.version) && version.includes(other.version);
    }

    ObjectNode json() {
        return version.json().put("hash", hash);
    }

    /**
     * Reads {@link #json}.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static Entry read(JsonNode json) {
        return new Entry(Version.read(json), json.path("hash").asText());
    }
}
