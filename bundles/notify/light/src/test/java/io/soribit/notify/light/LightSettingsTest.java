// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Urgency;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.show.FlashDurations;
import io.soribit.notify.light.show.FlashPattern;
import io.soribit.testkit.Configurations;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LightSettingsTest {
    /** Read from a configuration with all defaults but these. */
    private static LightSettings settings(Map<String, Object> values) {
        return LightSettings.of(Configurations.of(LightNotifier.Config.class, values));
    }

    @Test
    void theDefaultsAreOneLampOfZigbee2Mqtt() {
        LightSettings settings = settings(Map.of());
        assertThat(settings.base()).isEqualTo("zigbee2mqtt");
        assertThat(settings.rateHz()).isEqualTo(1);
        assertThat(settings.durations()).isEqualTo(FlashDurations.ofSeconds(3, 10, 20, 120));
        assertThat(settings.lamps()).extracting(Lamp::id).containsExactly(LampChoice.DEFAULT);
    }

    @Test
    void entriesOfOneLampAreOneLampAndWhatIsNoneIsLeftOut() {
        LightSettings settings =
                settings(
                        Map.of("lamps", new String[] {"sofa@hall, b+", "sofa@attic, tasmota:bed"}));
        assertThat(settings.lamps())
                .extracting(lamp -> lamp.id() + " " + lamp.rooms().size())
                .containsExactly("sofa 2", "tasmota:bed 0");
        assertThat(settings.lamps().get(0).rooms()).isEqualTo(Set.of("hall", "attic"));
    }

    @Test
    void aLampIsForARoomOrForAllRoomsOfAZone() {
        Lamp lamp = Lamp.parse("sofa@floor2/*");
        assertThat(lamp.isFor(bell("floor2/room214"))).isTrue();
        assertThat(lamp.isFor(bell("floor3/room301"))).isFalse();
        assertThat(Lamp.parse("sofa@floor2/room214").isFor(bell("floor2/room214"))).isTrue();
        assertThat(Lamp.parse("sofa@floor2/room214").isFor(bell("floor2/room215"))).isFalse();
    }

    private static Alert bell(String room) {
        return Alerts.start("bell", Urgency.URGENT, Alerts.GREEN, room);
    }

    @Test
    void whatCannotBeUsedIsReplaced() {
        LightSettings settings =
                settings(Map.of("topic", " home/# ", "rate_hz", 7.0, "longest_seconds", 1));
        assertThat(settings.base()).isEqualTo("zigbee2mqtt");
        assertThat(settings.rateHz()).isEqualTo(FlashPattern.FASTEST_HZ);
        assertThat(settings.durations()).isEqualTo(FlashDurations.ofSeconds(3, 10, 20, 120));
        assertThat(settings(Map.of("topic", " z2m ")).base()).isEqualTo("z2m");
    }
}
