// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where to connect, and with which identity.
 *
 * @param brokers the first that answers is used; at least one
 * @param settings with the user of these brokers
 * @param window limit of messages in flight
 */
public record Target(List<URI> brokers, BusSettings settings, int window) {
    public Target {
        brokers = List.copyOf(brokers);
    }

    public Target(List<URI> brokers, BusSettings settings) {
        this(brokers, settings, Integer.MAX_VALUE);
    }

    /**
     * The hub's own broker, with one message in flight: Artemis may deliver two of QoS 1 that it
     * stores at the same time in the wrong order (ARTEMIS-6191), and a lamp would keep the last but
     * one state.
     */
    public static Target own(URI broker, BusSettings settings) {
        return new Target(List.of(broker), settings, 1);
    }

    public String addresses() {
        return brokers.stream().map(URI::toString).collect(Collectors.joining(", "));
    }
}
