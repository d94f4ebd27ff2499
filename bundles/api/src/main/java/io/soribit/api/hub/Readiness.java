// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What can reach people right now: the devices in use, and whether they show alerts. Thread-safe.
 */
@ProviderType
public interface Readiness {
    /** How the latest alert for a device fared there. */
    enum Delivery {
        /** There was none since the hub started. */
        NONE,
        /** It was sent; whether the device shows it is not known. */
        SENT,
        /** The device has reported that it shows it. */
        CONFIRMED,
        /** The device cannot be reached. */
        NOT_REACHABLE
    }

    /**
     * A device in use.
     *
     * @param since when that happened, by the wall clock; null for {@link Delivery#NONE}
     */
    record DeviceHealth(Device device, Delivery delivery, @Nullable Instant since) {}

    /**
     * What can reach people.
     *
     * @param lamps so many lamps can be reached
     * @param displays so many displays
     * @param phones so many phones and push services
     * @param shakers so many bed shakers: what can wake a sleeping person
     * @param devices all devices in use, the unreachable ones too, by name
     */
    record Answer(int lamps, int displays, int phones, int shakers, List<DeviceHealth> devices) {
        /** Copies the devices. */
        public Answer {
            devices = List.copyOf(devices);
        }

        /** Whether anything but the page and MQTT can reach people. */
        public boolean anything() {
            return lamps + displays + phones + shakers > 0;
        }
    }

    /**
     * As it is now, no older than some seconds. Cheap.
     *
     * @return a copy
     */
    Answer answer();

    /**
     * The same as a sentence: <i>2 lamps, 1 phone can reach you; nothing can wake you</i>.
     *
     * @param language {@code en} or {@code ko}; others as English
     */
    String sentence(String language);
}
