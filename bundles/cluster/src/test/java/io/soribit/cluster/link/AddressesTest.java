// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static LinkSettings settings(String... partners) {
        return new LinkSettings(List.of(partners), "a long and random key", "a", 7_800, "");
    }

    @Test
    void partnersOfOneLineAreSeparatedByCommas() throws IOException {
        assertThat(Addresses.of(settings("127.0.0.1, 127.0.0.2:99,")).partners())
                .containsExactly(
                        new InetSocketAddress("127.0.0.1", 7_800),
                        new InetSocketAddress("127.0.0.2", 99));
    }

    @Test
    void anUnknownPartnerLeavesTheOthers() throws IOException {
        assertThat(Addresses.of(settings("nowhere.invalid", "127.0.0.1")).partners())
                .containsExactly(new InetSocketAddress("127.0.0.1", 7_800));
        assertThatThrownBy(() -> Addresses.of(settings("nowhere.invalid")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere.invalid");
    }

    @Test
    void theOthersAreCountedWithoutThisHubAndEachOnce() throws IOException {
        Addresses all =
                Addresses.of(
                        settings(
                                "127.0.0.1",
                                "127.0.0.1:99",
                                "localhost:99",
                                "127.0.0.1:100",
                                "nowhere.invalid"));
        assertThat(all.others(7_800)).isEqualTo(3);
        assertThat(all.unknown()).containsExactly("nowhere.invalid");
    }

    @Test
    void anIpv6AddressMayHaveAPort() throws IOException {
        assertThat(Addresses.of(settings("[::1]:99", "::1", "[::1]")).partners())
                .containsExactly(
                        new InetSocketAddress("::1", 99),
                        new InetSocketAddress("::1", 7_800),
                        new InetSocketAddress("::1", 7_800));
        assertThatThrownBy(() -> Addresses.of(settings("[::1]99")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("[IPv6 address]:port");
    }
}
