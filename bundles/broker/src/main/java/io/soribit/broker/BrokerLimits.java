// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.time.Duration;
import java.util.Set;

/**
 * What clients may use of the broker.
 *
 * @param packetBytes largest MQTT packet
 * @param packetTimeout for the rest of a packet that has begun
 * @param connections at one time, on each port
 * @param retainedTopics most topics with a retained message; 0 for what the engine can hold
 * @param retainedBytes most bytes of all retained messages and their topics; 0 for what the engine
 *     can hold
 * @param webSocketOrigins origins of web pages that may connect; web sockets are off if empty
 */
record BrokerLimits(
        int packetBytes,
        Duration packetTimeout,
        int connections,
        int retainedTopics,
        long retainedBytes,
        Set<String> webSocketOrigins) {
    static final BrokerLimits DEFAULT =
            new BrokerLimits(256 << 10, Duration.ofSeconds(15), 200, 0, 0, Set.of());

    BrokerLimits {
        webSocketOrigins = Set.copyOf(webSocketOrigins);
    }

    /** The account of retained messages, of an engine that can hold so many. */
    RetainedTopics retained(int topics, long bytes) {
        return new RetainedTopics(
                retainedTopics > 0 ? retainedTopics : topics,
                retainedBytes > 0 ? retainedBytes : bytes);
    }

    BrokerLimits withWebSocketOrigins(Set<String> origins) {
        return new BrokerLimits(
                packetBytes, packetTimeout, connections, retainedTopics, retainedBytes, origins);
    }

    BrokerLimits withRetainedTopics(int topics) {
        return new BrokerLimits(
                packetBytes, packetTimeout, connections, topics, retainedBytes, webSocketOrigins);
    }
}
