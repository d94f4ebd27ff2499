// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** The broker as it is configured. */
final class Configured {
    private Configured() {}

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException if a port is invalid
     */
    static BrokerSettings settings(BundleContext context, BrokerComponent.Config config) {
        return new BrokerSettings(
                config.host().strip(),
                config.port(),
                config.any__free__port(),
                folder(context),
                etc(context).resolve(config.users().strip()),
                tls(etc(context), config),
                limits(config),
                Engine.parse(config.engine()));
    }

    private static BrokerLimits limits(BrokerComponent.Config config) {
        Set<String> origins =
                Arrays.stream(config.web__socket__origins().split(","))
                        .map(String::strip)
                        .filter(origin -> !origin.isEmpty())
                        .collect(Collectors.toSet());
        return BrokerLimits.DEFAULT
                .withWebSocketOrigins(origins)
                .withRetainedTopics(config.retained__topics());
    }

    private static @Nullable TlsListener tls(Path etc, BrokerComponent.Config config) {
        String certificate = config.certificate().strip();
        String key = config.key().strip();
        return certificate.isEmpty()
                ? null
                : new TlsListener(
                        config.tls__port(),
                        etc.resolve(certificate),
                        key.isEmpty() ? null : etc.resolve(key),
                        config.key__password());
    }

    /** The folder of the configuration: relative file names start there. */
    static Path etc(BundleContext context) {
        @Nullable String data = context.getProperty("soribit.data");
        return data != null
                ? Path.of(data, "etc").toAbsolutePath()
                : context.getDataFile("etc").toPath();
    }

    private static Path folder(BundleContext context) {
        @Nullable String data = context.getProperty("soribit.data");
        return data != null
                ? Path.of(data, "broker").toAbsolutePath()
                : context.getDataFile("broker").toPath();
    }
}
