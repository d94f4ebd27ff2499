// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HealthCheck;
import io.soribit.web.live.Problems.Problem;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final Problems problems = new Problems();

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
    void aCheckThatFailsHidesNoOther() {
        problems.add(
                check(
                        "broken",
                        () -> {
                            throw new IllegalStateException("broken");
                        }));
        add("history", HealthCheck.Result.critical("full", ""));
        problems.refresh();
        assertThat(problems.list()).containsExactly(new Problem("history", "full", ""));
    }
}
