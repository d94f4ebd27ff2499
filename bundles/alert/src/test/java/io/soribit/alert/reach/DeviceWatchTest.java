// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class DeviceWatchTest {
    private final House house = new House();
    private final DeviceWatch watch =
            new DeviceWatch(house.monitor, house.alerts, house.clock, house.clock);

    @AfterEach
    void close() {
        watch.deactivate();
        house.close();
    }

    private void check() {
        watch.check();
        house.clock.advance(DeviceWatch.LIMIT);
        watch.check();
    }

    @Test
    void aDeviceThatStaysUnreachableIsANoticeUntilItIsBack() {
        house.lamp("hall", false, null);
        watch.check();
        assertThat(house.active()).isEmpty();
        check();
        check();
        assertThat(house.active()).containsExactly("Not reachable: hall");
        house.lamp("hall", true, null);
        check();
        assertThat(house.active()).isEmpty();
    }

    @Test
    void aNoticeThatReachesNobodyIsNoAlertOfItsOwn() {
        house.lamp("hall", false, null);
        check();
        check();
        house.alerts.tick();
        house.clock.advance(Duration.ofSeconds(5));
        house.alerts.tick();
        assertThat(house.active()).containsExactly("Not reachable: hall");
    }

    @Test
    void aRestartOfADeviceIsNoNews() {
        house.lamp("hall", false, null);
        watch.check();
        house.clock.advance(DeviceWatch.LIMIT.minusSeconds(1));
        house.lamp("hall", true, null);
        watch.check();
        house.lamp("hall", false, null);
        watch.check();
        house.clock.advance(DeviceWatch.LIMIT.minusSeconds(1));
        watch.check();
        assertThat(house.active()).isEmpty();
    }

    @Test
    void aLowBatteryIsANoticeUntilItIsFullAgain() {
        house.lamp("bed", true, DeviceWatch.LOW + 1);
        check();
        assertThat(house.active()).isEmpty();
        house.lamp("bed", true, DeviceWatch.LOW);
        check();
        assertThat(house.active()).containsExactly("Battery low: bed");
        house.lamp("bed", true, DeviceWatch.LOW + 1);
        check();
        assertThat(house.active()).as("it wavers").hasSize(1);
        house.lamp("bed", true, 100);
        check();
        assertThat(house.active()).isEmpty();
    }
}
