// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A retained topic that shows whether a connection is there.
 *
 * @param online published once connected; null for nothing
 * @param will published by the broker when the connection is lost
 * @param willDelay time to reconnect before the will is published (MQTT 5)
 * @param goodbye published before disconnecting; null for nothing
 */
public record Presence(
        String topic,
        @Nullable String online,
        String will,
        Duration willDelay,
        @Nullable String goodbye) {
    private static final Duration WILL_DELAY = Duration.ofSeconds(5);

    /** With the usual delay of the will. */
    public Presence(String topic, @Nullable String online, String will, @Nullable String goodbye) {
        this(topic, online, will, WILL_DELAY, goodbye);
    }
}
