// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketGateTest {
    private static final long TIMEOUT = BrokerLimits.DEFAULT.packetTimeout().toMillis();

    private final EmbeddedChannel channel = new EmbeddedChannel();

    private void open() {
        channel.freezeTime();
        channel.pipeline()
                .addLast(
                        new WebSocketGate(
                                BrokerLimits.DEFAULT.withWebSocketOrigins(Set.of("http://page")),
                                pipeline -> {}));
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
    }

    @Test
    void aConnectionThatSendsNothingIsClosed() {
        open();
        pass(TIMEOUT - 1);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "x"})
    void theFirstByteEndsTheTimeout(String first) {
        open();
        channel.writeInbound(Unpooled.copiedBuffer(first, US_ASCII));
        pass(2 * TIMEOUT);
        assertThat(channel.isOpen()).isTrue();
        channel.finishAndReleaseAll();
    }

    @Test
    void aClosedConnectionLeavesNoTimeout() {
        open();
        channel.pipeline().fireChannelInactive();
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }
}
