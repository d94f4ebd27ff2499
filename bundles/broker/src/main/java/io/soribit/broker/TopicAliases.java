// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.util.ReferenceCountUtil;
import io.soribit.broker.log.ClosingLog;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the topic aliases of MQTT 5 by their topics, so that rights and limits see what is
 * published.
 */
final class TopicAliases extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAliases.class);
    private static final int MOST = 100;

    private final Map<Integer, String> topics = new HashMap<>();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof MqttPublishMessage publish)
                || publish.decoderResult().isFailure()) {
            context.fireChannelRead(message);
            return;
        }
        @Nullable Integer alias = alias(publish.variableHeader().properties());
        String named = publish.variableHeader().topicName();
        @Nullable String topic = named.isEmpty() ? topics.get(alias) : named;
        if (topic == null || !remember(alias, topic)) {
            ReferenceCountUtil.release(message);
            ClosingLog.warn(
                    LOG,
                    context.channel(),
                    "closing the MQTT connection of {}: topic alias {} is unknown, or beyond {}",
                    context.channel().remoteAddress(),
                    alias,
                    MOST);
            var unused = context.close();
            return;
        }
        context.fireChannelRead(alias == null ? publish : withTopic(publish, topic));
    }

    private boolean remember(@Nullable Integer alias, String topic) {
        if (alias != null) {
            topics.put(alias, topic);
        }
        return topics.size() <= MOST;
    }

    private static @Nullable Integer alias(MqttProperties properties) {
        return properties.getProperty(MqttPropertyType.TOPIC_ALIAS.value())
                        instanceof IntegerProperty property
                ? property.value()
                : null;
    }

    private static MqttPublishMessage withTopic(MqttPublishMessage publish, String topic) {
        MqttProperties properties = new MqttProperties();
        publish.variableHeader().properties().listAll().stream()
                .filter(p -> p.propertyId() != MqttPropertyType.TOPIC_ALIAS.value())
                .forEach(properties::add);
        return new MqttPublishMessage(
                publish.fixedHeader(),
                new MqttPublishVariableHeader(
                        topic, publish.variableHeader().packetId(), properties),
                publish.payload());
    }
}
