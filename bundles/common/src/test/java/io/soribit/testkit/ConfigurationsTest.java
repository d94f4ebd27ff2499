// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {
    @interface Config {
        int longest__seconds() default 30;

        String room() default "hall";
    }

    @Test
    void whatIsNotSetIsTheDefault() {
        Config config =
                Configurations.of(Config.class, Map.of("longest_seconds", 1), "longest_seconds", 2);
        assertThat(config.longest__seconds()).isEqualTo(2);
        assertThat(config.room()).isEqualTo("hall");
    }

    @Test
    void aMisspeltKeyOfATestIsRefused() {
        assertThatThrownBy(() -> Configurations.of(Config.class, Map.of("longest", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longest");
    }
}
