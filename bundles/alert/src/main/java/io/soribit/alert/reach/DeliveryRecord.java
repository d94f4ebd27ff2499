// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.reach;

import io.soribit.api.hub.Device;
import io.soribit.api.hub.Readiness.Delivery;
import io.soribit.api.hub.Readiness.DeviceHealth;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the latest alert for each device fared there. Thread-safe. */
final class DeliveryRecord {
    private record Last(String alert, Delivery delivery, Instant time) {}

    private final Clock clock;
    private final Map<String, Last> byDevice = new HashMap<>();

    DeliveryRecord(Clock clock) {
        this.clock = clock;
    }

    /** An alert was sent to these; a device that has confirmed it before stays so. */
    synchronized void sent(String alert, Collection<String> devices) {
        for (String device : devices) {
            Last last = byDevice.get(device);
            if (last == null || !last.alert().equals(alert)) {
                byDevice.put(device, new Last(alert, Delivery.SENT, clock.instant()));
            }
        }
    }

    synchronized void confirmed(String alert, String device) {
        byDevice.put(device, new Last(alert, Delivery.CONFIRMED, clock.instant()));
    }

    /** Whether a device has confirmed this alert. */
    synchronized boolean hasConfirmed(String alert, String device) {
        Last last = byDevice.get(device);
        return last != null && last.alert().equals(alert) && last.delivery() == Delivery.CONFIRMED;
    }

    /** Of these devices; what is known of others is forgotten. */
    synchronized List<DeviceHealth> of(List<Device> devices) {
        byDevice.keySet().retainAll(devices.stream().map(Device::id).toList());
        return devices.stream().map(this::of).toList();
    }

    private DeviceHealth of(Device device) {
        @Nullable Last last = byDevice.get(device.id());
        @Nullable Instant time = last == null ? null : last.time();
        if (!device.reachable()) {
            return new DeviceHealth(device, Delivery.NOT_REACHABLE, time);
        }
        return new DeviceHealth(device, last == null ? Delivery.NONE : last.delivery(), time);
    }
}
