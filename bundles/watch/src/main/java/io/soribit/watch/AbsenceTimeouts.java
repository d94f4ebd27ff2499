// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import java.time.Duration;
import java.util.Set;

/**
 * How long a room may go unheard.
 *
 * @param lost until people are told
 * @param starting the same for a room that is only just starting
 * @param ignored rooms of which nobody wants to be told
 */
record AbsenceTimeouts(Duration lost, Duration starting, Set<String> ignored) {
    static final AbsenceTimeouts USUAL =
            new AbsenceTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(60), Set.of());

    AbsenceTimeouts {
        ignored = Set.copyOf(ignored);
    }
}
