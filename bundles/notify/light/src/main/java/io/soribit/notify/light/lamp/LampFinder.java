// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import io.soribit.api.MessageBus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds lamps on the broker by what they, or their gateways, say of themselves, and notes which can
 * be reached. Thread-safe.
 */
public final class LampFinder implements AutoCloseable {
    private final DeviceTopics topics;
    private final FoundLamps found;
    private final Reachability reachability;

    /**
     * Begins to look.
     *
     * @param base topic of Zigbee2MQTT
     * @param used those whose reachability matters, wherever their topics are
     * @param listener receives what is found, also again; on the thread of the bus
     * @param online receives the ids of lamps, and of Shellys as a whole, that report that they are
     *     online; on the thread of the bus
     */
    public LampFinder(
            MessageBus bus,
            String base,
            Collection<Lamp> used,
            Consumer<FoundLamp> listener,
            Consumer<String> online) {
        topics = new DeviceTopics(bus);
        found = new FoundLamps(listener);
        reachability = new Reachability(used, online);
        List<Discovery> discoveries =
                List.of(
                        new Zigbee2MqttDiscovery(base, found, reachability),
                        new TasmotaDiscovery(found, reachability),
                        new WledDiscovery(found, reachability),
                        new ShellyDiscovery(bus, found, reachability),
                        new HomeAssistantDiscovery(bus.root(), found, reachability));
        for (Discovery discovery : discoveries) {
            discovery.begin(topics);
            used.forEach(lamp -> discovery.watch(lamp, topics));
        }
    }

    /** All that were found, by id. */
    public Map<String, FoundLamp> found() {
        return found.byId();
    }

    /** Whether a lamp can be reached; null if nothing says so. */
    public @Nullable Boolean isReachable(Lamp lamp) {
        return reachability.of(lamp);
    }

    @Override
    public void close() {
        topics.close();
    }
}
