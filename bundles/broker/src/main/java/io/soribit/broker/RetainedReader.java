// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.soribit.broker.mosquitto.MosquittoFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads all that a broker has retained: for the account, and to know that it answers. */
final class RetainedReader extends SimpleChannelInboundHandler<MqttMessage> {
    private static final int SECONDS = 30;

    private final MosquittoFiles login;
    private final RetainedTopics retained;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    private RetainedReader(MosquittoFiles login, RetainedTopics retained) {
        this.login = login;
        this.retained = retained;
    }

    /**
     * Returns when all is read.
     *
     * @throws IOException if the broker does not answer
     */
    static void read(
            EventLoopGroup loops,
            InetSocketAddress address,
            MosquittoFiles login,
            BrokerLimits limits,
            RetainedTopics retained)
            throws IOException {
        RetainedReader reader = new RetainedReader(login, retained);
        Channel channel =
                new Bootstrap()
                        .group(loops)
                        .channel(NioSocketChannel.class)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(new MqttDecoder(limits.packetBytes() + 8))
                                                .addLast(MqttEncoder.INSTANCE)
                                                .addLast(reader);
                                    }
                                })
                        .connect(address)
                        .awaitUninterruptibly()
                        .channel();
        try {
            if (!channel.isActive() && !reader.done.isDone()) {
                throw new IOException("nothing listens at " + address);
            }
            reader.done.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the broker at " + address + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            var unused = channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var unused =
                context.writeAndFlush(
                        MqttMessageBuilders.connect()
                                .protocolVersion(MqttVersion.MQTT_3_1_1)
                                .clientId("soribit-gate")
                                .cleanSession(true)
                                .keepAlive(0)
                                .username(MosquittoFiles.USER)
                                .password(login.passwordBytes())
                                .build());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        if (message.decoderResult().isFailure()) {
            done.completeExceptionally(message.decoderResult().cause());
        } else if (message instanceof MqttConnAckMessage ack) {
            MqttConnectReturnCode code = ack.variableHeader().connectReturnCode();
            if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
                done.completeExceptionally(new IOException("refused: " + code));
            } else {
                var unused =
                        context.writeAndFlush(
                                MqttMessageBuilders.subscribe()
                                        .messageId(1)
                                        .addSubscription(MqttQoS.AT_MOST_ONCE, "#")
                                        .build());
            }
        } else if (message instanceof MqttSubAckMessage) {
            var unused = context.writeAndFlush(MqttMessage.PINGREQ);
        } else if (message instanceof MqttPublishMessage publish) {
            retained.add(publish.variableHeader().topicName(), publish.payload().readableBytes());
        } else if (message.fixedHeader().messageType() == MqttMessageType.PINGRESP) {
            done.complete(true);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        done.completeExceptionally(new IOException("it has closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        done.completeExceptionally(cause);
        var unused = context.close();
    }
}
