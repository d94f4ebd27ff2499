// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.util.ReferenceCountUtil;
import io.soribit.broker.log.ClosingLog;
import io.soribit.broker.users.TopicRights;
import io.soribit.common.concurrent.SerialExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a connection pass when it has begun with the name and password of a user. Passwords are
 * hashed one at a time on a thread of their own: guessing them delays nobody who is known.
 */
final class GateLogin extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(GateLogin.class);
    private static final int MQTT_5 = 5;

    private final @Nullable TopicRights rights;
    private final SerialExecutor hashing;
    private final Duration timeout;
    private final Queue<Object> waiting = new ArrayDeque<>();
    private final ChannelTimeout expiry;

    GateLogin(@Nullable TopicRights rights, SerialExecutor hashing, Duration timeout) {
        this.rights = rights;
        this.hashing = hashing;
        this.timeout = timeout;
        expiry = new ChannelTimeout(timeout, this::expire);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        expiry.start(context);
    }

    private void expire(ChannelHandlerContext context) {
        ClosingLog.warn(
                LOG,
                context.channel(),
                "closing the MQTT connection of {}: no login within {} s",
                context.channel().remoteAddress(),
                timeout.toSeconds());
        var unused = context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        waiting.add(message);
        if (waiting.size() > 1) {
            return;
        }
        if (!(message instanceof MqttConnectMessage connect)
                || connect.decoderResult().isFailure()) {
            var unused = context.close();
            return;
        }
        context.channel().config().setAutoRead(false);
        String user = text(connect.payload().userName());
        String password = password(connect);
        if (rights == null || rights.isKnown(user, password)) {
            decide(context, connect, true);
        } else {
            hashing.execute(() -> hash(context, connect, rights, user, password));
        }
    }

    private void hash(
            ChannelHandlerContext context,
            MqttConnectMessage connect,
            TopicRights rights,
            String user,
            String password) {
        boolean known = rights.authenticates(user, password);
        context.executor().execute(() -> decide(context, connect, known));
    }

    private void decide(ChannelHandlerContext context, MqttConnectMessage connect, boolean known) {
        if (!context.channel().isActive() || context.isRemoved()) {
            return;
        }
        if (known) {
            expiry.cancel();
            for (Object next; (next = waiting.poll()) != null; ) {
                context.fireChannelRead(next);
            }
            context.pipeline().remove(this);
        } else {
            ClosingLog.warn(
                    LOG,
                    context.channel(),
                    "refusing the MQTT connection of {}: wrong user or password",
                    context.channel().remoteAddress());
            var unused =
                    context.writeAndFlush(
                                    MqttMessageBuilders.connAck()
                                            .returnCode(refusal(connect.variableHeader().version()))
                                            .build())
                            .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static MqttConnectReturnCode refusal(int version) {
        return version == MQTT_5
                ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
                : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String password(MqttConnectMessage connect) {
        byte @Nullable [] password = connect.payload().passwordInBytes();
        return password == null ? "" : new String(password, UTF_8);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        expiry.cancel();
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        context.fireChannelInactive();
    }
}
