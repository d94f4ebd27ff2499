// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.Readiness.Delivery;
import io.soribit.testkit.AlertBuilder;
import io.soribit.testkit.Await;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class ReachMonitorTest {
    private final House house = new House();

    @AfterEach
    void close() {
        house.close();
    }

    private List<Delivery> deliveries() {
        return house.monitor.answer().devices().stream().map(d -> d.delivery()).toList();
    }

    @Test
    void itSaysWhatCanReachAndWakePeople() {
        assertThat(house.monitor.sentence("en"))
                .isEqualTo(
                        "no lamp, display or phone can reach you: only the page and MQTT show"
                                + " alerts; nothing can wake you");
        house.lamp("hall", true, null);
        house.lamp("bed", true, null);
        house.device("ntfy:phone", "ntfy", "push");
        assertThat(house.monitor.sentence("en"))
                .isEqualTo("2 lamps, 1 phone can reach you; nothing can wake you");
        assertThat(house.monitor.sentence("ko"))
                .isEqualTo("조명 2개, 휴대전화 1대에서 알림을 볼 수 있습니다. 잠을 깨울 수 있는 기기가 없습니다");
        house.device("webhook:own", "Webhook", "push");
        house.device("pillow", "Shelly", "shaker");
        house.lamp("hall", false, null);
        assertThat(house.monitor.sentence("en"))
                .isEqualTo(
                        "1 lamp, 1 phone, 1 bed shaker can reach you; a bed shaker can wake you;"
                                + " not reachable: hall");
    }

    @Test
    void theCheckWarnsIfNothingInUseCanBeReached() {
        assertThat(house.monitor.check().get(0).status()).isEqualTo(HealthCheck.Status.OK);
        house.lamp("hall", false, null);
        assertThat(house.monitor.check().get(0).status()).isEqualTo(HealthCheck.Status.WARN);
    }

    @Test
    void eachDeviceIsSentConfirmedOrNotReachable() throws Exception {
        house.lamp("bed", true, null);
        house.lamp("hall", true, null);
        assertThat(deliveries()).containsExactly(Delivery.NONE, Delivery.NONE);
        house.alerts.onSound(AlertBuilder.alert("a").event());
        Alert alert = house.next();
        Await.until("sent", () -> deliveries().equals(List.of(Delivery.SENT, Delivery.SENT)));
        house.alerts.confirm(alert, "hall");
        Await.until(
                "confirmed", () -> deliveries().equals(List.of(Delivery.SENT, Delivery.CONFIRMED)));
        house.lamp("bed", false, null);
        assertThat(deliveries()).containsExactly(Delivery.NOT_REACHABLE, Delivery.CONFIRMED);
    }

    @Test
    void itNamesWhatIsWrongAndWhatCouldTakeItsPlace() {
        house.lamp("bed", false, null);
        house.lamp("hall", true, null);
        assertThat(house.monitor.problems(Set.of("bed"))).containsExactly("bed: it is offline");
        assertThat(house.monitor.reachableBut(Set.of("bed"))).containsExactly("hall");
    }
}
