// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.soribit.broker.limit.ConnectionLimit;
import io.soribit.broker.log.ClosingLog;
import io.soribit.broker.mosquitto.MosquittoFiles;
import io.soribit.broker.mosquitto.MosquittoProcess;
import io.soribit.broker.users.TopicRights;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import io.soribit.common.log.SourceThrottle;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Listens for clients in front of a broker process: TLS, users, rights and limits are checked here,
 * and what has passed goes on to the broker.
 */
final class Gate implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING_LOGINS = 64;
    private static final int BACKLOG = 128;
    private static final int MOST_RETAINED = 100_000;
    private static final long MOST_RETAINED_BYTES = 64L << 20;

    private final EventLoopGroup loops =
            new NioEventLoopGroup(THREADS, new DefaultThreadFactory("soribit-gate", true));
    private final SerialExecutor hashing =
            new SerialExecutor("soribit-logins", WAITING_LOGINS, WhenFull.DROP);
    private final BrokerLimits limits;
    private final MosquittoFiles login;
    private final InetSocketAddress broker;
    private final RetainedTopics retained;
    private final SessionOwners owners;
    private final ClosingLog closings = new ClosingLog(new SourceThrottle(MonotonicClock.SYSTEM));
    private final List<Channel> listeners = new ArrayList<>();
    private Endpoints endpoints;

    private Gate(Endpoints wanted, BrokerLimits limits, MosquittoFiles login) throws IOException {
        endpoints = wanted;
        this.limits = limits;
        this.login = login;
        broker = new InetSocketAddress(Endpoints.loopback(), login.port());
        retained = limits.retained(MOST_RETAINED, MOST_RETAINED_BYTES);
        owners = new SessionOwners(wanted.rights());
    }

    /**
     * Listens as soon as the broker answers.
     *
     * @throws IOException if it does not answer, or a port is in use
     */
    static Gate open(
            Endpoints wanted, BrokerLimits limits, MosquittoFiles login, MosquittoProcess process)
            throws IOException {
        Gate gate = new Gate(wanted, limits, login);
        try {
            process.awaitListening(gate.broker);
            RetainedReader.read(gate.loops, gate.broker, login, limits, gate.retained);
            gate.listen();
            return gate;
        } catch (IOException | RuntimeException | Error e) {
            gate.close();
            throw e;
        }
    }

    private void listen() throws IOException {
        int plain = bind(endpoints.plain(), null);
        @Nullable SSLContext context = endpoints.context();
        int encrypted = context == null ? 0 : bind(endpoints.encrypted(), context);
        endpoints = endpoints.at(plain, encrypted);
    }

    private int bind(InetSocketAddress address, @Nullable SSLContext context) throws IOException {
        ConnectionLimit connections = new ConnectionLimit(limits.connections());
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        closings.watch(channel);
                                        if (connections.admits(channel)) {
                                            guard(channel.pipeline(), context);
                                        } else {
                                            tryOut(channel, context, connections);
                                        }
                                    }
                                })
                        .bind(address)
                        .awaitUninterruptibly();
        @Nullable Throwable failure = bound.cause();
        if (failure != null) {
            throw failure instanceof IOException e ? e : new IOException(failure);
        }
        listeners.add(bound.channel());
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    private void guard(ChannelPipeline pipeline, @Nullable SSLContext context) {
        if (context != null) {
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            pipeline.addLast(new SslHandler(engine));
        }
        if (limits.webSocketOrigins().isEmpty()) {
            addMqtt(pipeline);
        } else {
            pipeline.addLast(new WebSocketGate(limits, this::addMqtt));
        }
    }

    /** The hub itself, which uses no TLS, is let in beyond the limit. */
    private void tryOut(
            Channel channel, @Nullable SSLContext context, ConnectionLimit connections) {
        @Nullable TopicRights rights = endpoints.rights();
        if (rights == null || context != null) {
            var unused = channel.close();
            return;
        }
        connections.tryOut(channel);
        addMqtt(channel.pipeline());
        channel.pipeline()
                .addBefore(
                        channel.pipeline().context(GateLogin.class).name(),
                        "soribit-hub-seat",
                        new HubSeat(rights, connections));
    }

    private void addMqtt(ChannelPipeline pipeline) {
        @Nullable TopicRights rights = endpoints.rights();
        pipeline.addLast(new PacketGuard(limits))
                .addLast(new MqttDecoder(limits.packetBytes()))
                .addLast(MqttEncoder.INSTANCE)
                .addLast(new GateLogin(rights, hashing, limits.packetTimeout()))
                .addLast(new TopicAliases())
                .addLast(new GateRights(rights))
                .addLast(new MessageGuard(owners, retained))
                .addLast(new GateRelay(broker, login, rights));
    }

    Endpoints endpoints() {
        return endpoints;
    }

    boolean isOpen() {
        return listeners.stream().allMatch(Channel::isOpen);
    }

    @Override
    public void close() {
        hashing.closeNow();
        listeners.forEach(listener -> listener.close().awaitUninterruptibly(1, TimeUnit.SECONDS));
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
