// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Sound;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that a page shows: the first thing a stream is told, and {@code GET /api/status}.
 *
 * @param sounds the newest first
 * @param lamps by name
 * @param known the sounds worth a look that the hub knows of; empty without an ontology
 * @param alerts those that go on, the oldest first
 */
record Snapshot(
        Status status,
        List<Heard> sounds,
        List<Lamp> lamps,
        List<Known> known,
        List<ActiveAlert> alerts) {
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
