// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.notify.light.VirtualHome.Change;
import java.time.Duration;
import java.util.List;

/** How close flashes may follow one another, as the lamp shows them. */
final class Spacing {
    private static final Duration CLOSEST = Duration.ofMillis(400);

    private Spacing() {}

    /** The hub has never turned a lamp on twice in less time. */
    static void check(VirtualHome home, String lamp, String what) {
        List<Duration> ons =
                home.changes.stream()
                        .filter(change -> change.turnsOn() && change.lamp().equals(lamp))
                        .map(Change::at)
                        .toList();
        for (int i = 1; i < ons.size(); i++) {
            assertThat(ons.get(i).minus(ons.get(i - 1)))
                    .as("between flashes of %s, %s", lamp, what)
                    .isGreaterThanOrEqualTo(CLOSEST);
        }
    }
}
