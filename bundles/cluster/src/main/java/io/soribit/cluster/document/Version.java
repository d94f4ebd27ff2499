// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How late a document was changed, without a clock: changes are counted.
 *
 * @param hub where it was changed last
 * @param edits by hub, how many changes of each are in it; one of {@code hub} at least. What was
 *     there before it was shared counts as change 0
 */
public record Version(String hub, SortedMap<String, Long> edits) {
    /** Of as many changes, those of the first hub by name are the later ones. */
    private static final Comparator<Version> ORDER =
            Comparator.comparingLong(Version::count)
                    .thenComparing(Version::hub, Comparator.reverseOrder())
                    .thenComparing(version -> version.edits().toString());

    public Version {
        edits = new TreeMap<>(edits);
        if (!edits.containsKey(hub)) {
            throw new IllegalArgumentException("a version without a change of its own hub");
        }
    }

    /** Of a document that a hub had before it was shared. */
    static Version unshared(String hub) {
        return new Version(hub, new TreeMap<>(Map.of(hub, 0L)));
    }

    /** Of a document that is new on a hub. */
    static Version first(String hub) {
        return unshared(hub).next(hub);
    }

    /** The version after a change on a hub. */
    Version next(String by) {
        TreeMap<String, Long> more = new TreeMap<>(edits);
        more.merge(by, 1L, Long::sum);
        return new Version(by, more);
    }

    private long count() {
        return edits.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Which one holds on all hubs; a change of a version is always later than it. */
    boolean isLaterThan(Version other) {
        return ORDER.compare(this, other) > 0;
    }

    /** Whether it was made by who knew the other one. */
    boolean includes(Version other) {
        return edits.getOrDefault(other.hub, -1L) >= other.edits.getOrDefault(other.hub, 0L);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("hub", hub);
        edits.forEach(json.putObject("edits")::put);
        return json;
    }

    /**
     * Reads {@link #json}.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static Version read(JsonNode json) {
        SortedMap<String, Long> edits = new TreeMap<>();
        for (var edit : json.path("edits").properties()) {
            long count = edit.getValue().asLong(-1);
            if (count < 0) {
                throw new IllegalArgumentException("the version of a document is malformed");
            }
            edits.put(edit.getKey(), count);
        }
        return new Version(json.path("hub").asText(), edits);
    }
}
