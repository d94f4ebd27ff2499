// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.person;

import io.soribit.api.Rooms;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A person with devices of their own.
 *
 * @param name as it is shown
 * @param devices what is theirs alone, as rules call it
 * @param users users of the page, paired devices and whatever else says that they have seen an
 *     alert
 * @param rooms whose alerts they have to see: rooms and zones, as {@link Rooms#covers} reads them;
 *     empty for all
 */
public record Person(String name, Set<String> devices, Set<String> users, Set<String> rooms) {
    /** Devices on which a browser gets alerts are called so, and the name of the pairing. */
    private static final String BROWSER = "web:";

    public Person {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a person needs a name");
        }
        devices = Set.copyOf(devices);
        users = Set.copyOf(users);
        rooms = Set.copyOf(rooms);
    }

    /** One who has to see the alerts of all rooms. */
    public Person(String name, Set<String> devices, Set<String> users) {
        this(name, devices, users, Set.of());
    }

    /** Whether they have to see alerts of one of these rooms. */
    boolean isFor(Collection<String> places) {
        return rooms.isEmpty()
                || rooms.stream()
                        .anyMatch(entry -> places.stream().anyMatch(p -> Rooms.covers(entry, p)));
    }

    /**
     * Whether an acknowledgement is theirs.
     *
     * @param by who, or by which channel: displays say {@code awtrix hall} for {@code awtrix:hall}
     */
    boolean is(String by) {
        String device = by.replaceFirst(" ", ":");
        return by.equalsIgnoreCase(name)
                || users.stream().anyMatch(by::equalsIgnoreCase)
                || Stream.of(by, device, BROWSER + by).anyMatch(devices::contains);
    }
}
