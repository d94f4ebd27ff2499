// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the running hub is doing, as {@code status.json} of the data folder has it. Holds nothing
 * that changes by itself, such as levels and ages: it is written only when something has changed.
 *
 * @param pid its process
 * @param since when it started, ISO 8601
 * @param page where its page is; null while it has none
 * @param model the active one; null while there is none
 * @param modelReason why it is active, or what is missing
 * @param reach what can reach people; null while that is unknown
 * @param plugins those that have failed
 * @param alerts those that go on
 * @param parts what other parts of the hub say about themselves
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record HubState(
        long pid,
        String version,
        String since,
        @Nullable String page,
        @Nullable Mqtt mqtt,
        @Nullable String model,
        String modelReason,
        List<Room> rooms,
        @Nullable Reach reach,
        List<PlugIn> plugins,
        List<Going> alerts,
        List<Part> parts) {
    HubState {
        parts = parts == null ? List.of() : List.copyOf(parts); // an older hub's file has none
    }

    /** The connection to the broker. */
    record Mqtt(boolean connected, String address) {}

    /**
     * A source and its room.
     *
     * @param state as in {@link io.soribit.api.hub.SourceState}, in lower case
     * @param message what is wrong and what to do; empty when all is well
     */
    record Room(String room, String source, String state, String message) {}

    /**
     * What can reach people.
     *
     * @param anything whether anything but the page and MQTT can
     * @param en a sentence in English
     * @param ko the same in Korean
     * @param unreachable devices in use that cannot be reached
     */
    record Reach(boolean anything, String en, String ko, List<String> unreachable) {}

    /** A plug-in that has failed or is quarantined, and why. */
    record PlugIn(String file, String state, String message) {}

    /**
     * What a part of the hub says about itself.
     *
     * @param name of the part
     * @param well whether nothing is wrong
     * @param message what was found, and what to do
     */
    record Part(String name, boolean well, String message) {}

    /**
     * An alert that goes on.
     *
     * @param sound its id
     * @param en its name in English
     * @param ko its name in Korean
     * @param since its onset, ISO 8601
     */
    record Going(
            String sound,
            String en,
            String ko,
            List<String> rooms,
            String urgency,
            String since,
            boolean seen) {}
}
