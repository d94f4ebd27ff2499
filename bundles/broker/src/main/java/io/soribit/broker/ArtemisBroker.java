// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.api.hub.MqttBroker;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
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
    private static final int QUEUE_BUFFER = 16;
    private static final String RETAINED = MQTTUtil.MQTT_RETAIN_ADDRESS_PREFIX + ".";
    private static final String ACCEPTOR = "mqtt";
    private static final String TLS = "mqtts";

    private final ActiveMQServer server;
    private final URI uri;
    private final @Nullable TopicRights rights;
    private final URI plain;
    private final @Nullable URI encrypted;

    private ArtemisBroker(
            ActiveMQServer server,
            URI uri,
            @Nullable TopicRights rights,
            URI plain,
            @Nullable URI encrypted) {
        this.server = server;
        this.uri = uri;
        this.plain = plain;
        this.rights = rights;
        this.encrypted = encrypted;
    }

    /**
     * Starts it and returns when it listens.
     *
     * @throws BindException if the port is in use
     * @throws UnsafeException if it would be open to others
     * @throws IOException for all other reasons
     */
    static ArtemisBroker start(BrokerSettings settings) throws IOException {
        InetAddress host = resolve(settings.host());
        @Nullable TopicRights rights = rights(settings);
        requireUsers(settings, rights != null);
        @Nullable TlsListener tls = settings.tls();
        @Nullable SSLContext context = tls == null ? null : context(tls);
        InetAddress plain = context == null || host.isLoopbackAddress() ? host : loopback();
        checkPort(plain, settings.port());
        if (tls != null) {
            checkPort(host, tls.port());
        }
        Files.createDirectories(settings.folder());
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try {
            Configuration configuration = configuration(settings, rights != null);
            configuration.addAcceptorConfiguration(
                    ACCEPTOR, acceptor(settings.limits(), plain, settings.port(), ""));
            if (tls != null && context != null) {
                configuration.addAcceptorConfiguration(
                        TLS, acceptor(settings.limits(), host, tls.port(), ";sslEnabled=true"));
                setContext(context, configuration);
            }
            ActiveMQServer server = new ActiveMQServerImpl(configuration, rights);
            BrokerLimits limits = settings.limits();
            RetainedTopics retained = new RetainedTopics(limits);
            server.addProtocolManagerFactory(
                    new GuardedMqtt(limits, new SessionOwners(rights), retained));
            // Artemis logs what fails while it starts, and goes on without it.
            server.registerActivationFailureListener(failure::set);
            server.start();
            countRetained(server, retained);
            int port = port(server, ACCEPTOR);
            int tlsPort = port(server, TLS);
            if (port > 0 && (context == null || tlsPort > 0)) {
                return new ArtemisBroker(
                        server,
                        address("tcp", reachable(plain), port),
                        rights,
                        address("tcp", plain, port),
                        context == null ? null : address("ssl", host, tlsPort));
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

    private static int port(ActiveMQServer server, String acceptor) {
        return server.getRemotingService().getAcceptor(acceptor) instanceof NettyAcceptor netty
                ? netty.getActualPort()
                : 0;
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

    private static void setContext(SSLContext context, Configuration configuration) {
        for (TransportConfiguration acceptor : configuration.getAcceptorConfigurations()) {
            if (acceptor.getName().equals(TLS)) {
                acceptor.getParams().put(TransportConstants.SSL_CONTEXT_PROP_NAME, context);
            }
        }
    }

    boolean isRunning() {
        return server.isStarted() && server.getRemotingService().isStarted();
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public String user() {
        return rights == null ? "" : rights.hub();
    }

    @Override
    public String password() {
        return rights == null ? "" : rights.hubPassword();
    }

    /** Where it listens, and for whom, for messages to people. */
    @Override
    public String toString() {
        return plain
                + (encrypted == null ? "" : " and " + encrypted)
                + (rights == null ? ", for everybody on this machine" : ", for its users");
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the MQTT broker at " + uri + " did not stop cleanly", e);
        }
    }

    private static void countRetained(ActiveMQServer server, RetainedTopics retained) {
        for (SimpleString address : server.getPostOffice().getAddresses()) {
            String name = address.toString();
            if (name.startsWith(RETAINED)) {
                retained.add(TopicRights.topic(name.substring(RETAINED.length())));
            }
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

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static InetAddress reachable(InetAddress listening) throws IOException {
        return listening.isAnyLocalAddress() ? loopback() : listening;
    }

    /** Artemis would open its journal first and then hide the reason in its log. */
    private static void checkPort(InetAddress host, int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        }
    }

    private static String acceptor(BrokerLimits limits, InetAddress host, int port, String more) {
        return address("tcp", host, port)
                + "?protocols=MQTT;useEpoll=false;useKQueue=false;nioRemotingThreads=2"
                + ";defaultMqttSessionExpiryInterval=86400;connectionsAllowed="
                + limits.connections()
                + ";maximumPacketSize="
                + limits.packetBytes()
                + ";webSocketMaxFramePayloadLength="
                + limits.packetBytes()
                + more;
    }

    private static URI address(String scheme, InetAddress host, int port) {
        String name = host.getHostAddress();
        return URI.create(
                scheme + "://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port);
    }

    private static Configuration configuration(BrokerSettings settings, boolean users)
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
        // Without a timeout it would wait for ever for another hub on the same folder.
        c.setJournalLockAcquisitionTimeout(3_000);
        c.setThreadPoolMaxSize(4).setScheduledThreadPoolMaxSize(2);
        c.setResolveProtocols(false);
        c.setJMXManagementEnabled(false).setSecurityEnabled(users);
        // The default cluster user of Artemis has all rights and a well-known password.
        c.setClusterUser(TopicRights.random()).setClusterPassword(TopicRights.random());
        // On a full disk Artemis would disconnect publishers. Alerts must get through: the page
        // limit
        // below bounds what is stored instead.
        c.setMaxDiskUsage(-1).setGlobalMaxSize(16L * MIB);
        c.addAddressSetting("#", limits());
        return c;
    }

    /** Messages that are queued for disconnected clients: the oldest stay, the rest is dropped. */
    private static AddressSettings limits() {
        AddressSettings limits = new AddressSettings();
        limits.setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
        limits.setMaxSizeBytes(2L * MIB).setPageSizeBytes(MIB).setPageLimitBytes(16L * MIB);
        limits.setPageFullMessagePolicy(PageFullMessagePolicy.DROP);
        // Each retained topic is a queue: the default buffer of 8192 references doubles what it
        // costs.
        limits.setInitialQueueBufferSize(QUEUE_BUFFER);
        // Each alert has a topic of its own, which must not stay for ever.
        limits.setAutoDeleteAddressesSkipUsageCheck(true);
        limits.setAutoDeleteAddressesDelay(TimeUnit.MINUTES.toMillis(1));
        return limits;
    }
}
