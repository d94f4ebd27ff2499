// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where to connect, and as whom.
 *
 * @param brokers the first that answers is used; at least one
 * @param settings with the user of these brokers
 */
record Target(List<URI> brokers, BusSettings settings) {
    Target {
        brokers = List.copyOf(brokers);
    }

    String addresses() {
        return brokers.stream().map(URI::toString).collect(Collectors.joining(", "));
    }
}
