// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortWatchTest {
    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(PortWatch.problem("127.0.0.1", other.getLocalPort()))
                    .startsWith("127.0.0.1:" + other.getLocalPort())
                    .contains("in use", "another hub or program");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        assertThat(PortWatch.problem("192.0.2.1", 8780)).startsWith("192.0.2.1:8780 cannot");
    }
}
