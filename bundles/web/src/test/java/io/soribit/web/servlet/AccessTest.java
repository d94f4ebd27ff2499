// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private final Access access = new Access("Soribit", "Home.Example.org");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "192.168.1.7",
                "[::1]",
                "::1",
                "soribit",
                "soribit.local",
                "hub.home.arpa",
                "home.example.org"
            })
    void namesOfThisMachineAreTrusted(String host) {
        assertThat(access.trusted(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "127.0.0.1.evil.com",
                "local.evil.com",
                "xlocal.",
                "fe80.com",
                "router",
                ""
            })
    void otherNamesAreNotTrusted(String host) {
        assertThat(access.trusted(host)).isFalse();
    }
}
