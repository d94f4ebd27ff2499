// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

/** How lamps of one kind, or their gateway, describe themselves on the broker. */
interface Discovery {
    /** Reads what topics of all lamps of the kind say. */
    void begin(DeviceTopics topics);

    /** Reads whether a lamp in use can be reached if its topic is none of those. */
    default void watch(Lamp lamp, DeviceTopics topics) {}
}
