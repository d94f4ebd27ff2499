// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Sound;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.PlugInStatus;
import io.soribit.web.lamp.Lamp;
import io.soribit.web.lamp.SimulatedDevice;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page shows: the first event of a stream, and {@code GET /api/status}.
 *
 * @param version of the hub: a page of another one is loaded anew
 * @param sounds newest first
 * @param lamps by name
 * @param known the sounds that can become alerts; empty without an ontology
 * @param others what else an alert can have been, such as music
 * @param alerts the active ones, oldest first
 * @param mode of the house; null without a mode service
 * @param devices those in use first
 * @param simulated simulated lamps and displays by name
 * @param plugins the plug-ins of the data folder by file name
 * @param levels by source: the loudest level in each ten seconds of the last ten minutes, the
 *     oldest first; null where nothing arrived
 * @param advice what to do next, by sound, in the words of the household
 */
public record Snapshot(
        String version,
        Status status,
        List<ObjectNode> sounds,
        List<Lamp> lamps,
        List<KnownSound> known,
        List<KnownSound> others,
        List<ObjectNode> alerts,
        @Nullable String mode,
        List<Device> devices,
        Collection<SimulatedDevice> simulated,
        List<PlugIn> plugins,
        Map<String, List<@Nullable Float>> levels,
        Map<String, String> advice) {
    /** A sound of the ontology. */
    public record KnownSound(String label, Map<String, String> names, String icon, String urgency) {
        static KnownSound of(Sound sound) {
            return new KnownSound(
                    sound.id(),
                    sound.names(),
                    sound.icon(),
                    sound.urgency().name().toLowerCase(Locale.ROOT));
        }
    }

    /** A plug-in of the data folder; the state is one of {@code PlugInState} in lower case. */
    public record PlugIn(String file, String name, String version, String state, String message) {
        static PlugIn of(PlugInStatus status) {
            return new PlugIn(
                    status.file(),
                    status.name(),
                    status.version(),
                    status.state().text(),
                    status.message());
        }
    }
}
