// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class ListenAddressTest {
    /** Listens in a process of its own until it is killed. */
    static final class OtherProgram {
        public static void main(String[] args) throws Exception {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                System.out.println(socket.getLocalPort());
                socket.accept();
            }
        }
    }

    @Test
    void aPortThatAnotherProgramHasIsAProblem() throws Exception {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProgram.class.getName())
                        .start();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(out.readLine());
            assertThat(ListenAddress.problem("127.0.0.1", port).orElseThrow())
                    .contains("127.0.0.1:" + port, "in use", "another hub or program");
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void thisProcessMayListenThereAlready() throws Exception {
        try (ServerSocket own = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(ListenAddress.problem("127.0.0.1", own.getLocalPort())).isEmpty();
        }
        assertThat(ListenAddress.problem("127.0.0.1", 0)).isEmpty();
    }

    @Test
    void anAddressOfAnotherMachineIsAProblem() {
        assertThat(ListenAddress.problem("192.0.2.1", 8780).orElseThrow())
                .contains("192.0.2.1:8780", "assign requested address");
    }
}
