// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import io.soribit.broker.log.ClosingLog;
import io.soribit.broker.users.Rights;
import io.soribit.broker.users.TopicRights;
import io.soribit.common.log.LogText;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses what is beyond the rights of a connection's user, last wills without a right, and a
 * connection that begins twice.
 */
final class GateRights extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(GateRights.class);
    private static final Logger AUDIT = LoggerFactory.getLogger("io.soribit.broker.audit");
    private static final Pattern CHANGE = Pattern.compile("soribit/[^/]+/(.+/)?(set|ack|test)");
    private static final int MOST_AUDITED = 1_000;
    private static final int MQTT_5 = 5;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int FAILURE = 0x80;

    private final @Nullable TopicRights users;
    private Rights rights = Rights.ALL;
    private String user = "";
    private int version = MQTT_5;
    private int audited;
    private boolean begun;

    GateRights(@Nullable TopicRights users) {
        this.users = users;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof MqttMessage packet && packet.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            ClosingLog.warn(
                    LOG,
                    context.channel(),
                    "closing the MQTT connection of {}: malformed packet ({})",
                    context.channel().remoteAddress(),
                    String.valueOf(packet.decoderResult().cause()));
            var unused = context.close();
        } else if (message instanceof MqttConnectMessage && begun) {
            // The login was that of the first one: this one's user has given no password.
            ClosingLog.warn(
                    LOG,
                    context.channel(),
                    "closing the MQTT connection of {}: a second CONNECT",
                    context.channel().remoteAddress());
            var unused = context.close();
        } else if (users == null) {
            begun = true;
            context.fireChannelRead(message);
        } else if (message instanceof MqttConnectMessage connect) {
            begun = true;
            context.fireChannelRead(begin(users, connect));
        } else if (message instanceof MqttPublishMessage publish
                && !rights.mayWrite(publish.variableHeader().topicName())) {
            refuse(context, publish);
            ReferenceCountUtil.release(message);
        } else if (message instanceof MqttSubscribeMessage subscribe && !mayRead(subscribe)) {
            refuse(context, subscribe);
        } else {
            if (message instanceof MqttPublishMessage publish) {
                audit(context, publish.variableHeader().topicName());
            }
            context.fireChannelRead(message);
        }
    }

    /** What changes the hub; its own messages are not of interest. */
    private void audit(ChannelHandlerContext context, String topic) {
        if (users != null
                && !user.equals(users.hub())
                && CHANGE.matcher(topic).matches()
                && audited++ < MOST_AUDITED) {
            AUDIT.info(
                    "{} at {} publishes {}",
                    user,
                    context.channel().remoteAddress(),
                    LogText.of(topic));
        }
    }

    private MqttConnectMessage begin(TopicRights users, MqttConnectMessage connect) {
        @Nullable String name = connect.payload().userName();
        user = name == null ? "" : name;
        @Nullable Rights own = users.rights(user);
        rights = own == null ? Rights.NONE : own;
        version = connect.variableHeader().version();
        boolean will = connect.variableHeader().isWillFlag();
        return will && !rights.mayWrite(connect.payload().willTopic())
                ? Connects.withoutWill(connect)
                : connect;
    }

    private boolean mayRead(MqttSubscribeMessage subscribe) {
        return subscribe.payload().topicSubscriptions().stream()
                .allMatch(one -> rights.mayRead(unshared(one.topicFilter())));
    }

    private static String unshared(String filter) {
        String[] parts = filter.split("/", 3);
        return parts.length == 3 && parts[0].equals("$share") ? parts[2] : filter;
    }

    /** MQTT 3.1.1 has no other answer than the end of the connection. */
    private void refuse(ChannelHandlerContext context, MqttPublishMessage publish) {
        MqttQoS qos = publish.fixedHeader().qosLevel();
        if (version < MQTT_5) {
            ClosingLog.warn(
                    LOG,
                    context.channel(),
                    "closing the MQTT connection of {}: its user may not publish there",
                    context.channel().remoteAddress());
            var unused = context.close();
        } else if (qos != MqttQoS.AT_MOST_ONCE) {
            MqttMessageType type =
                    qos == MqttQoS.AT_LEAST_ONCE ? MqttMessageType.PUBACK : MqttMessageType.PUBREC;
            var unused =
                    context.writeAndFlush(
                            new MqttMessage(
                                    new MqttFixedHeader(
                                            type, false, MqttQoS.AT_MOST_ONCE, false, 0),
                                    new MqttPubReplyMessageVariableHeader(
                                            publish.variableHeader().packetId(),
                                            MqttReasonCodes.PubAck.NOT_AUTHORIZED.byteValue(),
                                            MqttProperties.NO_PROPERTIES)));
        }
    }

    private void refuse(ChannelHandlerContext context, MqttSubscribeMessage subscribe) {
        int filters = subscribe.payload().topicSubscriptions().size();
        int reason = version < MQTT_5 ? FAILURE : NOT_AUTHORIZED;
        var unused =
                context.writeAndFlush(
                        new MqttSubAckMessage(
                                new MqttFixedHeader(
                                        MqttMessageType.SUBACK,
                                        false,
                                        MqttQoS.AT_MOST_ONCE,
                                        false,
                                        0),
                                subscribe.idAndPropertiesVariableHeader(),
                                new MqttSubAckPayload(Collections.nCopies(filters, reason))));
    }
}
