// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost", "hub.local", "a.home.arpa", "hub.lan", "10.1.2.3", "172.31.0.1",
                "192.168.1.2", "169.254.3.4", "100.64.0.1", "127.0.0.1", "fd12::1", "::1"
            })
    void ofAHome(String name) {
        assertThat(HomeNames.isOfHome(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub",
                "bank.example",
                "local",
                "evil.local,dns:bank.example",
                "8.8.8.8",
                "172.32.0.1",
                "100.128.0.1",
                "2001:db8::1",
                "fe80::1",
                "",
                ".local",
                "*.local",
                "999.1.1.1"
            })
    void notOfAHomeAlone(String name) {
        assertThat(HomeNames.isOfHome(name)).isFalse();
    }

    @Test
    void namesOfAPersonCountAsFarAsTheyAreOfAHome() throws Exception {
        Set<String> names = HomeNames.now(List.of(" Hub.LAN ", "FD00::0005", "hub.example.org"));
        assertThat(names)
                .contains("localhost", "127.0.0.1", "hub.lan", "fd00:0:0:0:0:0:0:5")
                .doesNotContain("hub.example.org");
        assertThat(names).allMatch(HomeNames::isOfHome);
    }

    @Test
    void aLinkHasAnAddressOfTheNetwork() {
        assertThat(HomeNames.best(Set.of("127.0.0.1", "192.168.1.2", "hub.local")))
                .isEqualTo("192.168.1.2");
        assertThat(HomeNames.best(Set.of("127.0.0.1", "169.254.1.1"))).endsWith(".local");
    }
}
