// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HealthCheck;
import io.soribit.common.health.LiveChecks;
import io.soribit.testkit.ManualClock;
import io.soribit.web.live.Problems.Problem;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final ManualClock clock = new ManualClock();
    private final Problems problems = new Problems(new LiveChecks(Runnable::run, clock));

    private static HealthCheck check(String name, Supplier<List<HealthCheck.Result>> results) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Result> check() {
                return results.get();
            }
        };
    }

    private void add(String name, HealthCheck.Result... results) {
        problems.add(check(name, () -> List.of(results)));
    }

    @Test
    void namesWhatIsNotAllRightButNotWhatIsBetweenHubs() {
        add("history", HealthCheck.Result.critical("full", ""));
        add("fine", HealthCheck.Result.ok("fine"));
        add("clock", HealthCheck.Result.warn("late", "set it"));
        add("cluster", HealthCheck.Result.warn("alone", ""));
        assertThat(problems.list()).isEmpty();
        problems.refresh();
        assertThat(problems.list())
                .containsExactly(
                        new Problem("history", "full", ""), new Problem("clock", "late", "set it"));
    }

    @Test
    void aCheckThatFailsIsAProblemAndHidesNoOther() {
        problems.add(
                check(
                        "broken",
                        () -> {
                            throw new LinkageError("gone");
                        }));
        add("history", HealthCheck.Result.critical("full", ""));
        problems.refresh();
        assertThat(problems.list()).hasSize(2).contains(new Problem("history", "full", ""));
        assertThat(problems.list().get(0).message()).contains("it fails", "gone");
    }
}
