// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.soribit.broker.log.ClosingLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections with packets that are too large, or do not end in time, before their bytes are
 * collected. Reads only the length in each packet's fixed header.
 */
final class PacketGuard extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(PacketGuard.class);
    private static final int LONGEST_LENGTH = 4;

    private final BrokerLimits limits;
    private int headerBytes;
    private int length;
    private int remaining;
    private boolean inBody;
    private final ChannelTimeout timeout;

    PacketGuard(BrokerLimits limits) {
        this.limits = limits;
        timeout = new ChannelTimeout(limits.packetTimeout(), this::expire);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && !accepts(bytes)) {
            ReferenceCountUtil.release(message);
            ClosingLog.warn(
                    LOG,
                    context.channel(),
                    "closing the MQTT connection of {}: a packet has more than {} bytes",
                    context.channel().remoteAddress(),
                    limits.packetBytes());
            close(context);
            return;
        }
        expectRest(context);
        context.fireChannelRead(message);
    }

    private boolean accepts(ByteBuf bytes) {
        int index = bytes.readerIndex();
        while (index < bytes.writerIndex()) {
            if (inBody) {
                int skipped = Math.min(remaining, bytes.writerIndex() - index);
                index += skipped;
                remaining -= skipped;
            } else if (!acceptsHeader(bytes.getUnsignedByte(index++))) {
                return false;
            }
            if (inBody && remaining == 0) {
                timeout.cancel(); // each packet has its own time, also on a busy connection
                inBody = false;
                headerBytes = 0;
                length = 0;
            }
        }
        return true;
    }

    private boolean acceptsHeader(short next) {
        if (headerBytes > 0) {
            length |= (next & 0x7F) << (7 * (headerBytes - 1));
            if (length > limits.packetBytes() || headerBytes > LONGEST_LENGTH) {
                return false;
            }
            if ((next & 0x80) == 0) {
                inBody = true;
                remaining = length;
                return true;
            }
        }
        headerBytes++;
        return true;
    }

    private void expectRest(ChannelHandlerContext context) {
        boolean unfinished = inBody || headerBytes > 0;
        if (unfinished) {
            timeout.start(context);
        } else {
            timeout.cancel();
        }
    }

    private void expire(ChannelHandlerContext context) {
        ClosingLog.warn(
                LOG,
                context.channel(),
                "closing the MQTT connection of {}: a packet is not complete after {} s",
                context.channel().remoteAddress(),
                limits.packetTimeout().toSeconds());
        close(context);
    }

    private void close(ChannelHandlerContext context) {
        timeout.cancel();
        var unused = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        timeout.cancel();
        context.fireChannelInactive();
    }
}
