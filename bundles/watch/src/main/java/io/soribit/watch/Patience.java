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
record Patience(Duration lost, Duration starting, Set<String> ignored) {
    static final Patience USUAL =
            new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60), Set.of());

    Patience {
        ignored = Set.copyOf(ignored);
    }
}
