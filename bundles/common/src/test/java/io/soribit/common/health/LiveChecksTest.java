// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.HealthCheck.Result;
import io.soribit.common.health.LiveChecks.Answer;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveChecksTest {
    private static final Answer WELL = new Answer("cluster", Result.ok("all is well"));

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
        checks.ask(one);
        assertThat(checks.answers()).isEmpty();
        answer();
        assertThat(checks.answers()).containsExactly(WELL);
        checks.ask(one);
        clock.advance(Duration.ofSeconds(9));
        checks.ask(one);
        assertThat(checks.answers()).containsExactly(WELL);
        assertThat(tasks).hasSize(1);
        clock.advance(Duration.ofSeconds(2));
        checks.ask(one);
        assertThat(checks.answers())
                .singleElement()
                .asString()
                .contains("critical", "not answered for 10 s");
        assertThat(tasks).hasSize(1);
        answer();
        assertThat(checks.answers()).containsExactly(WELL);
        checks.ask(List.of());
        assertThat(checks.answers()).isEmpty();
    }

    @Test
    void oneThatFailsDoesNotKeepOthersFromSpeaking() {
        HealthCheck broken =
                check(
                        () -> {
                            throw new NoClassDefFoundError("gone");
                        });
        checks.ask(List.of(broken, check(() -> {})));
        answer();
        assertThat(checks.answers()).hasSize(2).contains(WELL);
        assertThat(checks.answers().get(0).toString()).contains("it fails", "gone");
    }

    @Test
    void checksAreComparedByIdentitySinceTheirEqualsIsForeign() {
        HealthCheck hostile =
                new HealthCheck() {
                    @Override
                    public String name() {
                        return "hostile";
                    }

                    @Override
                    public List<Result> check() {
                        return List.of(Result.ok("fine"));
                    }

                    @Override
                    public int hashCode() {
                        throw new IllegalStateException("foreign");
                    }

                    @Override
                    public boolean equals(Object other) {
                        throw new IllegalStateException("foreign");
                    }
                };
        checks.ask(List.of(hostile));
        checks.ask(List.of(hostile));
        answer();
        assertThat(checks.answers()).containsExactly(new Answer("hostile", Result.ok("fine")));
    }
}
