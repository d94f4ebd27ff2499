// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.HealthCheck.Result;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lists the lamps, displays and phones that the alert rules name. */
final class RuleTargets {
    private static final String RULE = "io.soribit.alert.rule";

    private final Function<String, List<Map<String, String>>> configured;

    /**
     * @param configured the entries of each file of a factory
     */
    RuleTargets(Function<String, List<Map<String, String>>> configured) {
        this.configured = configured;
    }

    /** A result for each rule that names any. */
    List<Result> results() {
        return configured.apply(RULE).stream()
                .flatMap(RuleTargets::result)
                .sorted(Comparator.comparing(Result::message))
                .toList();
    }

    private static Stream<Result> result(Map<String, String> rule) {
        List<String> names =
                Stream.of("targets", "escalate_to")
                        .flatMap(key -> Stream.of(rule.getOrDefault(key, "").split(",")))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList();
        String pid = rule.getOrDefault("service.pid", RULE);
        return names.isEmpty()
                ? Stream.of()
                : Stream.of(
                        Result.ok(
                                "rule "
                                        + pid.substring(pid.lastIndexOf('~') + 1)
                                        + " names "
                                        + String.join(", ", names)
                                        + ": a running hub logs after 30 seconds which of them do"
                                        + " not exist"));
    }
}
