// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Sound;
import io.soribit.api.hub.Device;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a page shows: the first thing a stream is told, and {@code GET /api/status}.
 *
 * @param sounds the newest first
 * @param lamps by name
 * @param known the sounds worth a look that the hub knows of; empty without an ontology
 * @param alerts those that go on, the oldest first
 * @param mode of the house; null while nothing keeps one
 * @param devices those in use first
 * @param simulated lamps and displays that are not there, by name
 */
record Snapshot(
        Status status,
        List<Heard> sounds,
        List<Lamp> lamps,
        List<Known> known,
        List<ActiveAlert> alerts,
        @Nullable String mode,
        List<Device> devices,
        Collection<Simulated> simulated) {
    /** A kind of sound. */
    record Known(String label, Map<String, String> names, String icon, String urgency) {
        static Known of(Sound sound) {
            return new Known(
                    sound.id(),
                    sound.names(),
                    sound.icon(),
                    sound.urgency().name().toLowerCase(Locale.ROOT));
        }
    }
}
