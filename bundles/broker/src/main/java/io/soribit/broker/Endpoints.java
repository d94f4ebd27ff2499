// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.broker.users.TopicRights;
import io.soribit.broker.users.UnsafeException;
import io.soribit.broker.users.Users;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker listens, and for whom.
 *
 * @param plain without TLS
 * @param encrypted with TLS; in use only if there is a context
 * @param context null for no TLS
 * @param rights null for everybody on this machine
 */
record Endpoints(
        InetSocketAddress plain,
        InetSocketAddress encrypted,
        @Nullable SSLContext context,
        @Nullable TopicRights rights) {
    /**
     * Resolves and checks the settings.
     *
     * @throws java.net.BindException if a port is in use
     * @throws UnsafeException if it would be open to others
     */
    static Endpoints of(BrokerSettings settings) throws IOException {
        InetAddress host = resolve(settings.host());
        @Nullable TopicRights rights = rights(settings);
        requireUsers(settings, rights != null);
        @Nullable TlsListener tls = settings.tls();
        @Nullable SSLContext context = tls == null ? null : context(tls);
        boolean local = context == null || host.isLoopbackAddress();
        InetSocketAddress plain = new InetSocketAddress(local ? host : loopback(), settings.port());
        InetSocketAddress encrypted = new InetSocketAddress(host, tls == null ? 0 : tls.port());
        checkPort(plain);
        if (context != null) {
            checkPort(encrypted);
        }
        return new Endpoints(plain, encrypted, context, rights);
    }

    /** With the ports that were taken. */
    Endpoints at(int port, int tlsPort) {
        return new Endpoints(
                new InetSocketAddress(plain.getAddress(), port),
                new InetSocketAddress(encrypted.getAddress(), tlsPort),
                context,
                rights);
    }

    /** Refuses to be reachable from other machines without users. */
    static void requireUsers(BrokerSettings settings, boolean users) throws IOException {
        if (!users && !resolve(settings.host()).isLoopbackAddress()) {
            throw new UnsafeException(
                    "host '"
                            + settings.host()
                            + "' is refused: the hub's own MQTT broker has no users, and so listens"
                            + " on loopback only. 'soribit broker user NAME' adds one; or use"
                            + " 127.0.0.1, or an outside broker");
        }
    }

    private static @Nullable TopicRights rights(BrokerSettings settings) throws IOException {
        if (settings.users() == null) {
            return null;
        }
        Users users = new Users(settings.users());
        return users.required() ? new TopicRights(users.read()) : null;
    }

    private static SSLContext context(TlsListener tls) throws UnsafeException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(tls.identity().managers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new UnsafeException(tls.certificate() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static InetAddress resolve(String host) throws IOException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException(
                    "host '" + host + "' of the MQTT broker is unknown; use 127.0.0.1", e);
        }
    }

    static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** Otherwise a broker would open its files first, and then hide the reason in its log. */
    private static void checkPort(InetSocketAddress address) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        }
    }

    /** For clients on this machine. */
    URI uri() {
        boolean any = plain.getAddress().isAnyLocalAddress();
        return any ? URI.create("tcp://127.0.0.1:" + plain.getPort()) : uri("tcp", plain);
    }

    static URI uri(String scheme, InetSocketAddress address) {
        String name = address.getAddress().getHostAddress();
        return URI.create(
                scheme
                        + "://"
                        + (name.contains(":") ? "[" + name + "]" : name)
                        + ":"
                        + address.getPort());
    }

    /** For messages to people. */
    @Override
    public String toString() {
        return uri("tcp", plain)
                + (context == null ? "" : " and " + uri("ssl", encrypted))
                + (rights == null ? ", for everybody on this machine" : ", for its users");
    }
}
