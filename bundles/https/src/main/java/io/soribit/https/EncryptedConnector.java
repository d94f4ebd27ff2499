// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** One more way into the web server, with TLS. Thread-safe. */
final class EncryptedConnector implements ConnectorFactory {
    private static final long IDLE_MILLIS = TimeUnit.SECONDS.toMillis(20);

    private final String host;
    private final int port;
    private SSLContext context;
    private @Nullable ServerConnector connector;
    private @Nullable SslContextFactory tls;

    EncryptedConnector(String host, int port, SSLContext context) {
        this.host = host;
        this.port = port;
        this.context = context;
    }

    @Override
    public synchronized Connector createConnector(Server server) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // A home's devices also come by address, of which no TLS greeting tells.
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(context);
        ServerConnector made =
                new ServerConnector(server, factory, new HttpConnectionFactory(http));
        made.setHost(host);
        made.setPort(port);
        made.setIdleTimeout(IDLE_MILLIS);
        connector = made;
        tls = factory;
        return made;
    }

    /** New connections get this one; those that are open go on. */
    synchronized void show(SSLContext other) throws Exception {
        context = other;
        SslContextFactory factory = tls;
        if (factory != null && factory.isRunning()) {
            factory.reload(f -> f.setSslContext(other));
        }
    }

    /** Whether the web server has taken it, and so tried to listen. */
    synchronized boolean isTaken() {
        return connector != null;
    }

    /** The port it listens at; 0 if it does not listen. */
    synchronized int port() {
        ServerConnector made = connector;
        return made == null || !made.isRunning() ? 0 : Math.max(0, made.getLocalPort());
    }
}
