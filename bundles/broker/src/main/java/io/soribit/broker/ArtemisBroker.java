// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.api.MqttBroker;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.jspecify.annotations.Nullable;

/** A running Artemis that speaks MQTT 5 and 3.1.1 and nothing else. */
final class ArtemisBroker implements MqttBroker, AutoCloseable {
    private static final int MIB = 1 << 20;
    private static final String ACCEPTOR = "mqtt";

    private final ActiveMQServer server;
    private final URI uri;

    private ArtemisBroker(ActiveMQServer server, URI uri) {
        this.server = server;
        this.uri = uri;
    }

    /**
     * Starts it and returns when it listens.
     *
     * @throws BindException if the port cannot be had
     * @throws IOException for all other reasons
     */
    static ArtemisBroker start(BrokerSettings settings) throws IOException {
        InetAddress host = loopback(settings.host());
        checkPort(host, settings.port());
        Files.createDirectories(settings.folder());
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try {
            ActiveMQServer server = new ActiveMQServerImpl(configuration(settings, host));
            // Artemis logs what fails while it starts, and goes on without it.
            server.registerActivationFailureListener(failure::set);
            server.start();
            if (server.getRemotingService().getAcceptor(ACCEPTOR) instanceof NettyAcceptor acceptor
                    && acceptor.getActualPort() > 0) {
                return new ArtemisBroker(server, address(host, acceptor.getActualPort()));
            }
            server.stop();
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
        throw new IOException(
                "Artemis does not start with the folder "
                        + settings.folder()
                        + ": it must be writable, and used by no other hub",
                failure.get());
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the MQTT broker at " + uri + " did not stop cleanly", e);
        }
    }

    private static InetAddress loopback(String host) throws IOException {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isLoopbackAddress()) {
                return address;
            }
        } catch (UnknownHostException e) {
            throw new IOException(
                    "host '" + host + "' of the MQTT broker is unknown; use 127.0.0.1", e);
        }
        throw new IOException(
                "host '"
                        + host
                        + "' is refused: the hub's own MQTT broker asks for no password and so"
                        + " listens on loopback only; use 127.0.0.1, or an outside broker");
    }

    /** Artemis would open its journal first and then hide the reason in its log. */
    private static void checkPort(InetAddress host, int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        }
    }

    private static URI address(InetAddress host, int port) {
        String name = host.getHostAddress();
        return URI.create("tcp://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port);
    }

    private static Configuration configuration(BrokerSettings settings, InetAddress host)
            throws Exception {
        Path folder = settings.folder();
        ConfigurationImpl c = new ConfigurationImpl();
        c.setName("soribit");
        c.setJournalDirectory(folder.resolve("journal").toString());
        c.setBindingsDirectory(folder.resolve("bindings").toString());
        c.setPagingDirectory(folder.resolve("paging").toString());
        c.setLargeMessagesDirectory(folder.resolve("large").toString());
        c.setJournalType(JournalType.NIO).setJournalFileSize(MIB);
        c.setJournalMinFiles(2).setJournalPoolFiles(2);
        // Another hub on the same folder would make it wait for ever.
        c.setJournalLockAcquisitionTimeout(3_000);
        c.setThreadPoolMaxSize(4).setScheduledThreadPoolMaxSize(2);
        c.setJMXManagementEnabled(false).setSecurityEnabled(false);
        // On a full disk Artemis would disconnect whoever publishes. An alarm must get through;
        // the page limit below bounds what is stored instead.
        c.setMaxDiskUsage(-1).setGlobalMaxSize(16L * MIB);
        c.addAddressSetting("#", limits());
        c.addAcceptorConfiguration(
                ACCEPTOR,
                address(host, settings.port())
                        + "?protocols=MQTT;useEpoll=false;useKQueue=false;nioRemotingThreads=2"
                        + ";defaultMqttSessionExpiryInterval=86400");
        return c;
    }

    /** What waits for clients that are away: the oldest stays, the rest is dropped. */
    private static AddressSettings limits() {
        AddressSettings limits = new AddressSettings();
        limits.setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
        limits.setMaxSizeBytes(2L * MIB).setPageSizeBytes(MIB).setPageLimitBytes(16L * MIB);
        limits.setPageFullMessagePolicy(PageFullMessagePolicy.DROP);
        return limits;
    }
}
