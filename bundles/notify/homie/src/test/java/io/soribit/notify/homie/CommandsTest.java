// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.log.SourceThrottle;
import io.soribit.testkit.LogCapture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final Commands commands = new Commands(new SourceThrottle(() -> Duration.ZERO));

    @Test
    void whatIsIgnoredAgainAndAgainIsLoggedSomeTimes() {
        try (LogCapture log = LogCapture.by(Commands.class.getName())) {
            for (int i = 0; i < 1_000; i++) {
                commands.mode(null, "holiday" + "x".repeat(100_000));
            }
            assertThat(log.lines()).hasSize(10).allMatch(line -> line.length() < 300);
            commands.model(null, "home");
            assertThat(log.lines()).hasSize(11);
        }
    }
}
