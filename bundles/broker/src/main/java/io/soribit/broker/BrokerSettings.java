// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.broker.users.Users;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker listens and keeps its journal, and who may use it.
 *
 * @param host name or address of an interface; beyond loopback only with users
 * @param port 0 to 65535; 0 takes a free one
 * @param anyFreePort whether a free port is taken when {@code port} is in use
 * @param folder holds the journal
 * @param users file of users; null, or one that has none: everybody on loopback
 * @param tls null for none. With it only loopback is served without TLS
 * @param limits of what clients may use
 * @param engine which software it is
 */
public record BrokerSettings(
        String host,
        int port,
        boolean anyFreePort,
        Path folder,
        @Nullable Path users,
        @Nullable TlsListener tls,
        BrokerLimits limits,
        Engine engine) {
    /** Checks the port. */
    public BrokerSettings {
        checkPort(port);
    }

    /** A broker on loopback without users. */
    public BrokerSettings(String host, int port, boolean anyFreePort, Path folder) {
        this(host, port, anyFreePort, folder, null, null);
    }

    /** With the default limits. */
    public BrokerSettings(
            String host,
            int port,
            boolean anyFreePort,
            Path folder,
            @Nullable Path users,
            @Nullable TlsListener tls) {
        this(host, port, anyFreePort, folder, users, tls, BrokerLimits.DEFAULT, Engine.AUTO);
    }

    /** With web sockets for pages of these origins. */
    public BrokerSettings withWebSocketOrigins(Set<String> origins) {
        return with(limits.withWebSocketOrigins(origins));
    }

    BrokerSettings with(BrokerLimits other) {
        return new BrokerSettings(host, port, anyFreePort, folder, users, tls, other, engine);
    }

    /** As this software. */
    public BrokerSettings with(Engine other) {
        return new BrokerSettings(host, port, anyFreePort, folder, users, tls, limits, other);
    }

    static void checkPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port " + port + " of the MQTT broker is not between 0 and 65535");
        }
    }

    BrokerSettings onFreePort() {
        return new BrokerSettings(host, 0, false, folder, users, tls, limits, engine);
    }

    /** The fallback when it would not be safe elsewhere. */
    BrokerSettings onLoopback() {
        return new BrokerSettings(
                "127.0.0.1", port, anyFreePort, folder, users, null, limits, engine);
    }

    /** State of the files it depends on: users, certificate and key. */
    String state() {
        StringBuilder state = new StringBuilder();
        if (users != null) {
            state.append(new Users(users).state());
        }
        if (tls != null) {
            state.append('\n').append(time(tls.certificate())).append(time(tls.key()));
        }
        return state.toString();
    }

    private static String time(@Nullable Path file) {
        return file == null
                ? ""
                : " " + file.toFile().lastModified() + " " + file.toFile().length();
    }
}
