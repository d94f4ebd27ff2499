// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.util.ReferenceCountUtil;
import io.soribit.broker.limit.RecentTopics;
import io.soribit.broker.log.ClosingLog;
import io.soribit.common.log.SourceThrottle;
import io.soribit.common.time.MonotonicClock;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.activemq.artemis.api.core.BaseInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTRoutingHandler;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.protocol.websocket.WebSocketServerHandler;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Artemis's MQTT protocol behind the guards of each connection. */
final class GuardedMqtt extends MQTTProtocolManagerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedMqtt.class);

    private final BrokerLimits limits;
    private final SessionOwners owners;
    private final RetainedTopics retained;
    private final RecentTopics topics = new RecentTopics(MonotonicClock.SYSTEM);
    private final ClosingLog closings = new ClosingLog(new SourceThrottle(MonotonicClock.SYSTEM));

    GuardedMqtt(BrokerLimits limits, SessionOwners owners, RetainedTopics retained) {
        this.limits = limits;
        this.owners = owners;
        this.retained = retained;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as Artemis declares it
    public ProtocolManager createProtocolManager(
            ActiveMQServer server,
            Map<String, Object> parameters,
            List<BaseInterceptor> incoming,
            List<BaseInterceptor> outgoing)
            throws Exception {
        ProtocolManager<MQTTInterceptor, MQTTRoutingHandler> mqtt =
                super.createProtocolManager(server, parameters, incoming, outgoing);
        IntSupplier queues = () -> Math.toIntExact(server.getPostOffice().getAllBindings().count());
        return new GuardedManager(mqtt, (pipeline, add) -> guard(pipeline, add, queues));
    }

    private void guard(ChannelPipeline pipeline, Runnable addHandlers, IntSupplier queues) {
        closings.watch(pipeline.channel());
        @Nullable WebSocketServerHandler webSocket = pipeline.get(WebSocketServerHandler.class);
        if (webSocket != null && !isAllowed(origin(webSocket))) {
            ClosingLog.warnOfOrigin(
                    LOG, pipeline.channel(), origin(webSocket), limits.webSocketOrigins());
            pipeline.addLast(new Discard());
            addHandlers.run(); // Artemis expects them
            var unused = pipeline.channel().close();
            return;
        }
        pipeline.addLast(new PacketGuard(limits));
        addHandlers.run();
        String decoder = pipeline.context(MqttDecoder.class).name();
        pipeline.addAfter(decoder, "soribit-messages", new MessageGuard(owners, retained));
        pipeline.addAfter(decoder, "soribit-topics", new AddressGuard(owners, topics, queues));
        pipeline.addAfter(decoder, "soribit-aliases", new TopicAliases());
    }

    private static @Nullable String origin(WebSocketServerHandler webSocket) {
        return webSocket.getHttpRequest().headers().get(HttpHeaderNames.ORIGIN);
    }

    /** Programs send no origin; web pages always do. */
    private boolean isAllowed(@Nullable String origin) {
        return !limits.webSocketOrigins().isEmpty()
                && (origin == null || limits.webSocketOrigins().contains(origin));
    }

    /** Ignores what a refused connection has sent. */
    private static final class Discard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
