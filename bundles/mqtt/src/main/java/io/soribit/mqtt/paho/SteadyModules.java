// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses Paho's own network module for URIs that begin with {@code steady-}; the factories wrap it
 * so that it reads through a {@link SteadyInput}. Paho finds the factories as services.
 *
 * @param <F> Paho's type of factory
 */
final class SteadyModules<F> {
    private static final String PREFIX = "steady-";

    private final Map<String, F> factories;

    /**
     * @param factories Paho's own, by URI scheme
     */
    SteadyModules(Map<String, F> factories) {
        this.factories = Map.copyOf(factories);
    }

    /** The URI that leads Paho to the wrapping factory. */
    static String steady(URI broker) {
        return PREFIX + broker;
    }

    static URI plain(URI steady) {
        return URI.create(steady.toString().substring(PREFIX.length()));
    }

    Set<String> schemes() {
        return factories.keySet().stream()
                .map(scheme -> PREFIX + scheme)
                .collect(Collectors.toUnmodifiableSet());
    }

    F factory(URI plain) {
        F factory = factories.get(plain.getScheme());
        if (factory == null) {
            throw new IllegalArgumentException("unknown URI scheme: " + plain);
        }
        return factory;
    }
}
