// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacketGuardTest {
    private static final long TIMEOUT = BrokerLimits.DEFAULT.packetTimeout().toMillis();

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void open() {
        channel.freezeTime();
        channel.pipeline().addLast(new PacketGuard(BrokerLimits.DEFAULT));
    }

    private void receive(int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) bytes[i];
        }
        channel.writeInbound(Unpooled.wrappedBuffer(all));
    }

    private boolean isOpenAfter(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        return channel.isOpen();
    }

    @Test
    void eachPacketHasItsOwnTime() {
        receive(0x30, 2, 0); // a busy sender: what comes always ends within a packet
        for (int i = 0; i < 10; i++) {
            assertThat(isOpenAfter(TIMEOUT - 1)).isTrue();
            receive(0, 0x30, 2, 0);
        }
        assertThat(isOpenAfter(TIMEOUT - 1)).isTrue();
        receive(0x30);
        assertThat(isOpenAfter(TIMEOUT)).isTrue();
        channel.finishAndReleaseAll();
    }

    @Test
    void onePacketThatTricklesInHasNoMore() {
        receive(0x30, 100);
        assertThat(isOpenAfter(TIMEOUT - 1)).isTrue();
        receive(1, 2, 3);
        assertThat(isOpenAfter(1)).isFalse();
    }
}
