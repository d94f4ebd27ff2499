// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HealthCheck;
import io.soribit.shell.status.HubState.Part;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveChecksTest {
    private static final Part WELL = new Part("cluster", true, "all is well");

    private final ManualClock clock = new ManualClock();
    private final List<Runnable> tasks = new ArrayList<>();
    private final LiveChecks checks = new LiveChecks(tasks::add, clock);

    private static HealthCheck check(Runnable before) {
        return new HealthCheck() {
            @Override
            public String name() {
                return "cluster";
            }

            @Override
            public List<Result> check() {
                before.run();
                return List.of(Result.ok("all is well"));
            }
        };
    }

    private void answer() {
        List<Runnable> now = List.copyOf(tasks);
        tasks.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void whatACheckSaidLastIsSaidUntilItAnswersAgain() {
        List<HealthCheck> one = List.of(check(() -> {}));
        assertThat(checks.parts(one)).isEmpty();
        answer();
        assertThat(checks.parts(one)).containsExactly(WELL);
        clock.advance(Duration.ofSeconds(9));
        assertThat(checks.parts(one)).containsExactly(WELL);
        assertThat(tasks).hasSize(1);
        clock.advance(Duration.ofSeconds(2));
        assertThat(checks.parts(one))
                .singleElement()
                .satisfies(part -> assertThat(part.well()).isFalse())
                .asString()
                .contains("not answered for 10 s");
        assertThat(tasks).hasSize(1);
        answer();
        assertThat(checks.parts(one)).containsExactly(WELL);
        assertThat(checks.parts(List.of())).isEmpty();
    }

    @Test
    void oneThatFailsDoesNotKeepOthersFromSpeaking() {
        HealthCheck broken =
                check(
                        () -> {
                            throw new NoClassDefFoundError("gone");
                        });
        List<HealthCheck> both = List.of(broken, check(() -> {}));
        checks.parts(both);
        answer();
        assertThat(checks.parts(both)).hasSize(2).contains(WELL);
    }
}
