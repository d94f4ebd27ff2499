// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.api.Alert;
import io.soribit.api.Receipt;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Device;
import io.soribit.notify.light.lamp.Lamp;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lamps that people can use, and those that they do. Thread-safe. */
final class LampChoice {
    /** In use unless others are chosen. */
    static final String DEFAULT = "soribit-lamp";

    private final LampKeeper keeper;
    private final String[] written;
    private final @Nullable LampsFile file;

    /**
     * @param written entries of the configuration
     * @param file keeps what people choose; null if there is none
     */
    LampChoice(LampKeeper keeper, String[] written, @Nullable LampsFile file) {
        this.keeper = keeper;
        this.written = written.clone();
        this.file = file;
    }

    /** All that are in use or were found. */
    List<Device> devices() {
        return keeper.devices().stream().filter(device -> !isMissingDefault(device)).toList();
    }

    /** What is known of the lamps that an alert was sent to. */
    Receipt receipt(Alert alert) {
        Set<String> reached = alert.urgency() == Urgency.INFO ? Set.of() : keeper.reached(alert);
        List<Device> lamps =
                devices().stream().filter(device -> reached.contains(device.id())).toList();
        if (lamps.isEmpty()) {
            return Receipt.NO_DEVICE;
        }
        return lamps.stream().anyMatch(lamp -> lamp.reachable() && !lamp.reports())
                ? Receipt.DELIVERED
                : Receipt.SENT;
    }

    /** Nobody has asked for it. */
    private boolean isMissingDefault(Device device) {
        return isDefault(device)
                && List.of(written).equals(List.of(DEFAULT))
                && !device.reachable();
    }

    private static boolean isDefault(Device device) {
        return device.id().equals(DEFAULT);
    }

    /**
     * From now on a lamp is used, or is not.
     *
     * @throws IOException if that cannot be, with what to do
     */
    void use(String id, boolean used) throws IOException {
        if (file == null) {
            throw new IOException("the hub has no data folder: no choice of lamps can be kept");
        }
        if (used && !keeper.isFound(id) && !keeper.used().contains(id)) {
            throw new IOException(
                    "there is no lamp '" + id + "' on the broker: switch it on and try again");
        }
        boolean standard = devices().stream().anyMatch(LampChoice::isDefault);
        List<String> standing =
                Lamp.entries(written).stream()
                        .filter(entry -> standard || !entry.equals(DEFAULT))
                        .toList();
        file.use(id, used, standing);
    }
}
