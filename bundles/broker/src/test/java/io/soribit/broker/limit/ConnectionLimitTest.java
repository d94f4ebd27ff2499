// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private final ConnectionLimit limit = new ConnectionLimit(2);

    @Test
    void oneMoreIsRefusedUntilAnotherHasGone() {
        EmbeddedChannel first = new EmbeddedChannel();
        assertThat(limit.admits(first)).isTrue();
        assertThat(limit.admits(new EmbeddedChannel())).isTrue();
        assertThat(limit.admits(new EmbeddedChannel())).isFalse();

        first.close();
        assertThat(limit.admits(new EmbeddedChannel())).isTrue();
        assertThat(limit.admits(new EmbeddedChannel())).isFalse();
    }

    @Test
    void ofThoseThatNobodyKnowsTheLatestStay() {
        EmbeddedChannel known = new EmbeddedChannel();
        EmbeddedChannel oldest = new EmbeddedChannel();
        EmbeddedChannel next = new EmbeddedChannel();
        limit.tryOut(known);
        limit.keep(known);
        limit.tryOut(oldest);
        limit.tryOut(next);
        for (int i = 0; i < 7; i++) {
            limit.tryOut(new EmbeddedChannel());
        }
        assertThat(oldest.isOpen()).isFalse();
        assertThat(next.isOpen()).isTrue();
        assertThat(known.isOpen()).isTrue();
    }
}
