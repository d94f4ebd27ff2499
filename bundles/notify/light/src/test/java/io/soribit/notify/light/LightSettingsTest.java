// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.show.FlashDurations;
import io.soribit.notify.light.show.FlashPattern;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LightSettingsTest {
    /** Read from a configuration with all defaults but these. */
    private static LightSettings settings(Map<String, Object> values) {
        return LightSettings.of(
                (LightNotifier.Config)
                        Proxy.newProxyInstance(
                                LightNotifier.Config.class.getClassLoader(),
                                new Class<?>[] {LightNotifier.Config.class},
                                (proxy, method, arguments) ->
                                        values.getOrDefault(
                                                method.getName(), method.getDefaultValue())));
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
    void whatCannotBeUsedIsReplaced() {
        LightSettings settings =
                settings(Map.of("topic", " home/# ", "rate__hz", 7.0, "longest__seconds", 1));
        assertThat(settings.base()).isEqualTo("zigbee2mqtt");
        assertThat(settings.rateHz()).isEqualTo(FlashPattern.FASTEST_HZ);
        assertThat(settings.durations()).isEqualTo(FlashDurations.ofSeconds(3, 10, 20, 120));
        assertThat(settings(Map.of("topic", " z2m ")).base()).isEqualTo("z2m");
    }
}
