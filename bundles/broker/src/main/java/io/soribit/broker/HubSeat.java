// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.util.ReferenceCountUtil;
import io.soribit.broker.limit.ConnectionLimit;
import io.soribit.broker.users.TopicRights;

/** Lets a connection beyond the limit pass if it is the hub's, and closes any other. */
final class HubSeat extends ChannelInboundHandlerAdapter {
    private final TopicRights rights;
    private final ConnectionLimit limit;

    HubSeat(TopicRights rights, ConnectionLimit limit) {
        this.rights = rights;
        this.limit = limit;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof MqttConnectMessage connect
                && connect.decoderResult().isSuccess()
                && Connects.isOfHub(connect, rights)) {
            limit.keep(context.channel());
            context.fireChannelRead(message);
            context.pipeline().remove(this);
        } else {
            ReferenceCountUtil.release(message);
            var unused = context.close();
        }
    }
}
