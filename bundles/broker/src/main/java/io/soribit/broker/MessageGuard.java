// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.soribit.broker.log.ClosingLog;
import io.soribit.common.log.LogText;
import io.soribit.common.log.LogThrottle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks decoded messages of one connection: a session belongs to the user who began it, and what
 * is beyond the limit of retained messages is delivered, but not retained.
 */
final class MessageGuard extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(MessageGuard.class);

    private final SessionOwners owners;
    private final RetainedTopics retained;
    private final LogThrottle throttle = new LogThrottle();

    MessageGuard(SessionOwners owners, RetainedTopics retained) {
        this.owners = owners;
        this.retained = retained;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof MqttConnectMessage connect
                && connect.decoderResult().isSuccess()
                && !owners.mayConnect(connect)) {
            ClosingLog.warn(
                    LOG,
                    context.channel(),
                    "closing the MQTT connection of {}: the client id '{}' belongs to another user",
                    context.channel().remoteAddress(),
                    LogText.of(connect.payload().clientIdentifier()));
            var unused = context.close();
            return;
        }
        if (message instanceof MqttPublishMessage publish && publish.decoderResult().isSuccess()) {
            context.fireChannelRead(limited(context, publish));
        } else if (message instanceof MqttConnectMessage connect
                && connect.decoderResult().isSuccess()) {
            context.fireChannelRead(limited(context, connect));
        } else {
            context.fireChannelRead(message);
        }
    }

    /** A last will counts before it is published. */
    private MqttConnectMessage limited(ChannelHandlerContext context, MqttConnectMessage message) {
        byte @Nullable [] will = message.payload().willMessageInBytes();
        String topic = message.payload().willTopic();
        if (!message.variableHeader().isWillRetain()
                || will == null
                || will.length == 0
                || retained.retain(topic, will.length)) {
            return message;
        }
        warn(context, topic);
        return Connects.withWillNotRetained(message);
    }

    private MqttPublishMessage limited(ChannelHandlerContext context, MqttPublishMessage message) {
        MqttFixedHeader header = message.fixedHeader();
        String topic = message.variableHeader().topicName();
        if (!header.isRetain() || retained.retain(topic, message.payload().readableBytes())) {
            return message;
        }
        warn(context, topic);
        MqttFixedHeader once =
                new MqttFixedHeader(
                        header.messageType(),
                        header.isDup(),
                        header.qosLevel(),
                        false,
                        header.remainingLength());
        return new MqttPublishMessage(once, message.variableHeader(), message.payload());
    }

    private void warn(ChannelHandlerContext context, String topic) {
        if (throttle.isDue(Instant.now())) {
            LOG.warn(
                    "the MQTT broker has reached its limit of retained messages ({} topics, of at"
                            + " most {} characters each): {} of {} is delivered, but not retained."
                            + " See retained_topics in etc/io.soribit.broker.cfg",
                    retained.topics(),
                    RetainedTopics.LONGEST_TOPIC,
                    LogText.of(topic),
                    context.channel().remoteAddress());
        }
    }
}
