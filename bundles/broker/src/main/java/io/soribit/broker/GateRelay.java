// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.util.ReferenceCountUtil;
import io.soribit.broker.mosquitto.MosquittoFiles;
import io.soribit.broker.users.TopicRights;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes packets of one client on to a connection of its own to the broker, and back. */
final class GateRelay extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(GateRelay.class);

    private final InetSocketAddress broker;
    private final MosquittoFiles login;
    private final @Nullable TopicRights rights;
    private final Queue<Object> waiting = new ArrayDeque<>();
    private @Nullable Channel back;
    private boolean connected;

    GateRelay(InetSocketAddress broker, MosquittoFiles login, @Nullable TopicRights rights) {
        this.broker = broker;
        this.login = login;
        this.rights = rights;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        @Nullable Channel to = back;
        if (to == null) {
            waiting.add(
                    message instanceof MqttConnectMessage connect
                            ? Connects.withLogin(connect, login, rights)
                            : message);
            connect(context);
        } else if (!connected) {
            waiting.add(message);
        } else {
            var unused = to.write(message, to.voidPromise());
            context.channel().config().setAutoRead(to.isWritable());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (connected && back != null) {
            back.flush();
        }
    }

    private void connect(ChannelHandlerContext context) {
        Channel front = context.channel();
        front.config().setAutoRead(false);
        ChannelFuture connecting =
                new Bootstrap()
                        .group(front.eventLoop())
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(MqttEncoder.INSTANCE)
                                                .addLast(new Back(front));
                                    }
                                })
                        .connect(broker);
        back = connecting.channel();
        var unused =
                connecting.addListener(done -> pass(front, connecting.channel(), done.cause()));
    }

    private void pass(Channel front, Channel to, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn("the MQTT broker is unreachable: {}", failure.toString());
            var unused = front.close();
            return;
        }
        connected = true;
        for (Object next; (next = waiting.poll()) != null; ) {
            var unused = to.write(next, to.voidPromise());
        }
        to.flush();
        front.config().setAutoRead(true);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (back != null) {
            back.config().setAutoRead(context.channel().isWritable());
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        if (back != null) {
            var unused = back.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("the MQTT connection of {} failed", context.channel().remoteAddress(), cause);
        var unused = context.close();
    }

    /** What comes from the broker. */
    private static final class Back extends ChannelInboundHandlerAdapter {
        private final Channel front;

        Back(Channel front) {
            this.front = front;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var unused = front.write(message, front.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            front.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            front.config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            var unused =
                    front.writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER)
                            .addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("a connection to the MQTT broker failed", cause);
            var unused = context.close();
        }
    }
}
