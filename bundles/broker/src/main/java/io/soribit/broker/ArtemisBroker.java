// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.broker.users.TopicRights;
import io.soribit.broker.users.UnsafeException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
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
final class ArtemisBroker implements RunningBroker {
    private static final int MIB = 1 << 20;
    private static final int QUEUE_BUFFER = 16;
    private static final int MOST_RETAINED = 1_000;
    private static final String RETAINED = MQTTUtil.MQTT_RETAIN_ADDRESS_PREFIX + ".";
    private static final String ACCEPTOR = "mqtt";
    private static final String TLS = "mqtts";

    private final ActiveMQServer server;
    private final Endpoints endpoints;

    private ArtemisBroker(ActiveMQServer server, Endpoints endpoints) {
        this.server = server;
        this.endpoints = endpoints;
    }

    /**
     * Starts it and returns when it listens.
     *
     * @throws java.net.BindException if the port is in use
     * @throws UnsafeException if it would be open to others
     * @throws IOException for all other reasons
     */
    static ArtemisBroker start(BrokerSettings settings) throws IOException {
        Endpoints wanted = Endpoints.of(settings);
        Files.createDirectories(settings.folder());
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try {
            @Nullable TopicRights rights = wanted.rights();
            Configuration configuration = configuration(settings, rights != null);
            configuration.addAcceptorConfiguration(
                    ACCEPTOR, acceptor(settings.limits(), wanted.plain(), ""));
            @Nullable SSLContext context = wanted.context();
            if (context != null) {
                configuration.addAcceptorConfiguration(
                        TLS, acceptor(settings.limits(), wanted.encrypted(), ";sslEnabled=true"));
                setContext(context, configuration);
            }
            ActiveMQServer server = new ActiveMQServerImpl(configuration, rights);
            BrokerLimits limits = settings.limits();
            RetainedTopics retained = limits.retained(MOST_RETAINED, 16L * MIB);
            server.addProtocolManagerFactory(
                    new GuardedMqtt(limits, new SessionOwners(wanted.rights()), retained));
            // Artemis logs what fails while it starts, and goes on without it.
            server.registerActivationFailureListener(failure::set);
            server.start();
            countRetained(server, retained);
            int port = port(server, ACCEPTOR);
            int tlsPort = port(server, TLS);
            if (port > 0 && (context == null || tlsPort > 0)) {
                return new ArtemisBroker(server, wanted.at(port, tlsPort));
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

    private static int port(ActiveMQServer server, String acceptor) {
        return server.getRemotingService().getAcceptor(acceptor) instanceof NettyAcceptor netty
                ? netty.getActualPort()
                : 0;
    }

    private static void setContext(SSLContext context, Configuration configuration) {
        for (TransportConfiguration acceptor : configuration.getAcceptorConfigurations()) {
            if (acceptor.getName().equals(TLS)) {
                acceptor.getParams().put(TransportConstants.SSL_CONTEXT_PROP_NAME, context);
            }
        }
    }

    @Override
    public boolean isRunning() {
        return server.isStarted() && server.getRemotingService().isStarted();
    }

    @Override
    public Endpoints endpoints() {
        return endpoints;
    }

    @Override
    public String toString() {
        return endpoints + " (Artemis)";
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the MQTT broker at " + uri() + " did not stop cleanly", e);
        }
    }

    private static void countRetained(ActiveMQServer server, RetainedTopics retained) {
        for (SimpleString address : server.getPostOffice().getAddresses()) {
            String name = address.toString();
            if (name.startsWith(RETAINED)) {
                retained.add(TopicRights.topic(name.substring(RETAINED.length())), 0);
            }
        }
    }

    private static String acceptor(BrokerLimits limits, InetSocketAddress address, String more) {
        return Endpoints.uri("tcp", address)
                + "?protocols=MQTT;useEpoll=false;useKQueue=false;nioRemotingThreads=2"
                + ";defaultMqttSessionExpiryInterval=86400;connectionsAllowed="
                + limits.connections()
                + ";maximumPacketSize="
                + limits.packetBytes()
                + ";webSocketMaxFramePayloadLength="
                + limits.packetBytes()
                + more;
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
