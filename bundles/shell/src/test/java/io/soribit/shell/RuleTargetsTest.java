// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleTargetsTest {
    @Test
    void rulesReportTheirTargets() {
        RuleTargets rules =
                new RuleTargets(
                        factory ->
                                List.of(
                                        Map.of(
                                                "service.pid",
                                                factory + "~night",
                                                "targets",
                                                "bedroom, shelly:bed/switch:0",
                                                "escalate_to",
                                                "push,bedroom"),
                                        Map.of("service.pid", factory + "~quiet")));
        assertThat(rules.results())
                .singleElement()
                .asString()
                .startsWith("ok rule night names bedroom, shelly:bed/switch:0, push: ");
    }
}
