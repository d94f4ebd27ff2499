// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.soribit.common.log.SourceThrottle;
import io.soribit.testkit.LogCapture;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ClosingLogTest {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingLogTest.class);

    private final EmbeddedChannel channel = new EmbeddedChannel();

    private long logged(int lines) {
        try (LogCapture log = LogCapture.by(LOG.getName())) {
            for (int i = 0; i < lines; i++) {
                ClosingLog.warn(LOG, channel, "closing {}", i);
            }
            return log.lines().size();
        }
    }

    @Test
    void whatIsClosedAgainAndAgainIsLoggedSomeTimes() {
        assertThat(logged(1_000)).as("nobody watches").isEqualTo(1_000);
        new ClosingLog(new SourceThrottle(() -> Duration.ZERO)).watch(channel);
        assertThat(logged(1_000)).isEqualTo(10);
    }
}
