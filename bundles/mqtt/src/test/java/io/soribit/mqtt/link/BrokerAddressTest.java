// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://10.0.0.5:1884, tcp://10.0.0.5:1884",
        "mqtt://broker.local, tcp://broker.local:1883",
        "mqtts://broker.local, ssl://broker.local:8883",
        "10.0.0.5:1884, tcp://10.0.0.5:1884",
        "broker.local, tcp://broker.local:1883",
        "tcp://[::1]:1883, tcp://[::1]:1883",
        "ws://broker.local/mqtt, ws://broker.local:80/mqtt"
    })
    void reads(String text, String expected) {
        assertThat(BrokerAddress.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://x", "tcp://", "tcp://a b", "tcp://user:secret@broker"})
    void refuses(String text) {
        assertThatThrownBy(() -> BrokerAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("tcp://HOST:PORT");
    }
}
