// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.ReferenceCountUtil;
import io.soribit.broker.log.ClosingLog;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Distinguishes web sockets from MQTT by the first byte, and admits those of allowed origins. */
final class WebSocketGate extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketGate.class);
    private static final int MOST_HEADER_BYTES = 8 << 10;

    private final BrokerLimits limits;
    private final Consumer<ChannelPipeline> mqtt;
    private final ChannelTimeout expiry;

    /**
     * @param mqtt adds the handlers of MQTT
     */
    WebSocketGate(BrokerLimits limits, Consumer<ChannelPipeline> mqtt) {
        this.limits = limits;
        this.mqtt = mqtt;
        expiry = new ChannelTimeout(limits.packetTimeout(), this::expire);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        expiry.start(context);
    }

    private void expire(ChannelHandlerContext context) {
        ClosingLog.warn(
                LOG,
                context.channel(),
                "closing the connection of {}: nothing came within {} s",
                context.channel().remoteAddress(),
                limits.packetTimeout().toSeconds());
        var unused = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        expiry.cancel();
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        expiry.cancel();
        ChannelPipeline pipeline = context.pipeline();
        ByteBuf bytes = (ByteBuf) message;
        if (bytes.getByte(bytes.readerIndex()) == 'G') {
            pipeline.addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(MOST_HEADER_BYTES))
                    .addLast(new Origin())
                    .addLast(
                            new WebSocketServerProtocolHandler(
                                    WebSocketServerProtocolConfig.newBuilder()
                                            .websocketPath("/")
                                            .checkStartsWith(true)
                                            .subprotocols("mqtt")
                                            .maxFramePayloadLength(limits.packetBytes())
                                            .build()))
                    .addLast(new Frames());
        }
        mqtt.accept(pipeline);
        context.fireChannelRead(message);
        pipeline.remove(this);
    }

    /** Programs send no origin; web pages always do. */
    private final class Origin extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof FullHttpRequest request) {
                @Nullable String origin = request.headers().get(HttpHeaderNames.ORIGIN);
                if (origin != null && !limits.webSocketOrigins().contains(origin)) {
                    ReferenceCountUtil.release(message);
                    ClosingLog.warnOfOrigin(
                            LOG, context.channel(), origin, limits.webSocketOrigins());
                    var unused = context.close();
                    return;
                }
            }
            context.fireChannelRead(message);
        }
    }

    /** The bytes of frames; text is no MQTT. */
    private static final class Frames extends MessageToMessageCodec<WebSocketFrame, ByteBuf> {
        @Override
        protected void encode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) {
            out.add(new BinaryWebSocketFrame(bytes.retain()));
        }

        @Override
        protected void decode(
                ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
            out.add(frame.content().retain());
        }
    }
}
