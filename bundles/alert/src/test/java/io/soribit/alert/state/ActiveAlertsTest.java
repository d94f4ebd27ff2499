// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.Events;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.api.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActiveAlertsTest {
    private static final Moment NOW = new Moment(Events.NOW, Duration.ofDays(100));

    private final ActiveAlerts active = new ActiveAlerts();

    private void add(int count, String owner) {
        for (int i = 0; i < count; i++) {
            String id = owner + i;
            ActiveAlert alert =
                    new ActiveAlert(Events.alert(id, Phase.START), ReminderPolicy.NONE, NOW);
            alert.share(new Share(owner, 0));
            active.add(
                    owner.equals("a")
                            ? alert
                            : ActiveAlert.of(
                                    alert.state(new Share(owner, 0), false, "", NOW),
                                    Share.of(alert.state(new Share(owner, 0), false, "", NOW), "a"),
                                    ReminderPolicy.NONE,
                                    NOW));
        }
    }

    @Test
    void alertsOfOtherHubsAreNoSurplus() {
        add(ActiveAlerts.MOST, "b");
        add(ActiveAlerts.MOST, "a");
        assertThat(active.takeSurplus()).isEmpty();
        active.add(new ActiveAlert(Events.alert("x", Phase.START), ReminderPolicy.NONE, NOW));
        assertThat(active.takeSurplus())
                .hasSize(ActiveAlerts.MOST / 10)
                .extracting(alert -> alert.alert().id())
                .allMatch(id -> id.startsWith("a"));
    }
}
