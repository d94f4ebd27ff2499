// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginPauseTest {
    private final ManualClock clock = new ManualClock();
    private final LoginPause logins = new LoginPause(clock);

    @Test
    void aWrongPasswordIsSentLessAndLessOften() throws SourceException {
        int attempts = 0;
        for (int second = 0; second < 3600; second++) {
            try {
                logins.check();
                attempts++;
                logins.refused(new SourceException(true, "camera: the password is wrong"));
            } catch (SourceException e) {
                assertThat(e)
                        .hasMessageContaining("the password is wrong")
                        .hasMessageContaining(" min");
            }
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(attempts).isEqualTo(7);
    }

    @Test
    void startsAgainAfterALogInThatWorked() {
        logins.refused(new SourceException(true, "wrong"));
        assertThatThrownBy(logins::check).isInstanceOf(SourceException.class);
        logins.accepted();
        assertThatCode(logins::check).doesNotThrowAnyException();
        logins.refused(new SourceException(true, "wrong"));
        clock.advance(Duration.ofMinutes(1));
        assertThatCode(logins::check).doesNotThrowAnyException();
    }
}
