// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import io.soribit.api.Rooms;
import java.time.Duration;
import java.util.Set;

/**
 * How long a room may be unheard.
 *
 * @param lost until an alert is raised
 * @param starting the same for a room that is only just starting
 * @param ignored rooms and zones that raise no alert
 */
record AbsenceTimeouts(Duration lost, Duration starting, Set<String> ignored) {
    static final AbsenceTimeouts USUAL =
            new AbsenceTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(60), Set.of());

    AbsenceTimeouts {
        ignored = Set.copyOf(ignored);
    }

    boolean isIgnored(String room) {
        return ignored.stream().anyMatch(entry -> Rooms.covers(entry, room));
    }
}
