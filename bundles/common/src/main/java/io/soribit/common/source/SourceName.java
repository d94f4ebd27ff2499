// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.source;

/**
 * Id and room in the configuration of a source.
 *
 * @param id as configured, else the kind and the room, such as {@code stream.hall}
 * @param room a valid one
 */
public record SourceName(String id, String room) {
    /**
     * Reads a configuration.
     *
     * @param kind stands for an id that is not configured
     */
    public static SourceName of(String kind, String id, String room) {
        String name = id.strip();
        String valid = ConfiguredRoom.of(room, name.isEmpty() ? kind : name);
        return new SourceName(name.isEmpty() ? kind + "." + valid : name, valid);
    }
}
