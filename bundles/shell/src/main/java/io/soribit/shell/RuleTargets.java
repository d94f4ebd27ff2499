// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which lamps, displays and phones the rules for alerts name. */
final class RuleTargets {
    private static final String RULE = "io.soribit.alert.rule";

    private final Function<String, List<Map<String, String>>> configured;

    /**
     * @param configured the entries of each file of a factory
     */
    RuleTargets(Function<String, List<Map<String, String>>> configured) {
        this.configured = configured;
    }

    /** For {@code doctor}, a line for each rule that names any. */
    List<String> lines() {
        return configured.apply(RULE).stream().flatMap(RuleTargets::line).sorted().toList();
    }

    private static Stream<String> line(Map<String, String> rule) {
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
                        "ok rule "
                                + pid.substring(pid.lastIndexOf('~') + 1)
                                + " names "
                                + String.join(", ", names)
                                + ": the log of a running hub says after half a minute if one is"
                                + " not there");
    }
}
