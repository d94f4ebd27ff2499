// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.channel.ChannelPipeline;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.BaseInterceptor;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTRoutingHandler;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.spi.core.protocol.ConnectionEntry;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManagerFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.remoting.Connection;

/** Delegates to a protocol manager, but adds handlers to each connection. */
@SuppressWarnings("rawtypes") // as Artemis declares it
final class GuardedManager implements ProtocolManager<MQTTInterceptor, MQTTRoutingHandler> {
    private final ProtocolManager<MQTTInterceptor, MQTTRoutingHandler> mqtt;
    private final BiConsumer<ChannelPipeline, Runnable> guard;

    /**
     * @param guard called for each connection, with what adds the handlers of the protocol
     */
    GuardedManager(
            ProtocolManager<MQTTInterceptor, MQTTRoutingHandler> mqtt,
            BiConsumer<ChannelPipeline, Runnable> guard) {
        this.mqtt = mqtt;
        this.guard = guard;
    }

    @Override
    public void addChannelHandlers(ChannelPipeline pipeline) {
        guard.accept(pipeline, () -> mqtt.addChannelHandlers(pipeline));
    }

    @Override
    public ProtocolManagerFactory<MQTTInterceptor> getFactory() {
        return mqtt.getFactory();
    }

    @Override
    public void updateInterceptors(List<BaseInterceptor> in, List<BaseInterceptor> out) {
        mqtt.updateInterceptors(in, out);
    }

    @Override
    public ConnectionEntry createConnectionEntry(Acceptor acceptor, Connection connection) {
        return mqtt.createConnectionEntry(acceptor, connection);
    }

    @Override
    public void removeHandler(String name) {
        mqtt.removeHandler(name);
    }

    @Override
    public void handleBuffer(RemotingConnection connection, ActiveMQBuffer buffer) {
        mqtt.handleBuffer(connection, buffer);
    }

    @Override
    public boolean isProtocol(byte[] start) {
        return mqtt.isProtocol(start);
    }

    @Override
    public boolean acceptsNoHandshake() {
        return mqtt.acceptsNoHandshake();
    }

    @Override
    public void handshake(NettyServerConnection connection, ActiveMQBuffer buffer) {
        mqtt.handshake(connection, buffer);
    }

    @Override
    public List<String> websocketSubprotocolIdentifiers() {
        return mqtt.websocketSubprotocolIdentifiers();
    }

    @Override
    public void setAnycastPrefix(String prefix) {
        mqtt.setAnycastPrefix(prefix);
    }

    @Override
    public void setMulticastPrefix(String prefix) {
        mqtt.setMulticastPrefix(prefix);
    }

    @Override
    public Map<SimpleString, RoutingType> getPrefixes() {
        return mqtt.getPrefixes();
    }

    @Override
    public void setSecurityDomain(String domain) {
        mqtt.setSecurityDomain(domain);
    }

    @Override
    public String getSecurityDomain() {
        return mqtt.getSecurityDomain();
    }

    @Override
    public MQTTRoutingHandler getRoutingHandler() {
        return mqtt.getRoutingHandler();
    }
}
