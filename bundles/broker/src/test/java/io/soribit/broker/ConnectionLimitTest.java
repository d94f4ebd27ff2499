// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private final ConnectionLimit limit = new ConnectionLimit(2);

    @Test
    void oneMoreIsClosedUntilAnotherHasGone() {
        EmbeddedChannel first = new EmbeddedChannel();
        EmbeddedChannel surplus = new EmbeddedChannel();
        assertThat(limit.admits(first)).isTrue();
        assertThat(limit.admits(new EmbeddedChannel())).isTrue();
        assertThat(limit.admits(surplus)).isFalse();
        assertThat(surplus.isOpen()).isFalse();

        first.close();
        assertThat(limit.admits(new EmbeddedChannel())).isTrue();
        assertThat(limit.admits(new EmbeddedChannel())).isFalse();
    }
}
