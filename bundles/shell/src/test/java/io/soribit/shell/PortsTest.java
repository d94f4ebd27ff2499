// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    private final Map<String, Map<String, String>> files = new HashMap<>();
    private final Ports ports = new Ports(pid -> files.getOrDefault(pid, Map.of()));

    private void broker(Map<String, String> entries) {
        files.put("io.soribit.broker", entries);
    }

    private void page(String port) {
        files.put("org.apache.felix.http", Map.of("org.osgi.service.http.port", port));
    }

    @Test
    void theConfiguredPortsAreLookedAt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            broker(Map.of("port", port));
            page(port);
            assertThat(ports.lines()).hasSize(2);
            assertThat(ports.lines().get(0))
                    .startsWith("missing port " + port + " ")
                    .contains("MQTT broker", "port in etc/io.soribit.broker.cfg");
            assertThat(ports.lines().get(1))
                    .startsWith("missing port " + port + " ")
                    .contains("org.osgi.service.http.port in etc/org.apache.felix.http.cfg");
        }
    }

    @Test
    void aPortIsLookedAtWhereItIsConfigured() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            page("0");
            String port = String.valueOf(taken.getLocalPort());
            broker(Map.of("port", port, "host", "127.0.0.1"));
            assertThat(ports.lines())
                    .containsExactly(
                            "ok port " + port + " is free for the MQTT broker",
                            "ok the page takes any free port");
            broker(Map.of("port", port, "host", "127.0.0.2"));
            assertThat(ports.lines().get(0)).startsWith("missing port " + port);
        }
    }

    @Test
    void aBrokerElsewhereNeedsNoPortHere() {
        page("*");
        files.put("io.soribit.notify.mqtt", Map.of("url", "tcp://192.0.2.1:1883"));
        assertThat(ports.lines()).containsExactly("ok the page takes any free port");
        files.clear();
        page("[8000,9000)");
        broker(Map.of("enabled", "false"));
        assertThat(ports.lines()).containsExactly("ok the page takes any free port");
    }

    @Test
    void withACertificateThereAreTwo() {
        page("0");
        broker(
                Map.of(
                        "any_free_port",
                        "true",
                        "certificate",
                        "hub.pem",
                        "tls_port",
                        "0",
                        "host",
                        "0.0.0.0"));
        assertThat(ports.lines())
                .startsWith(
                        "ok the MQTT broker takes any free port",
                        "ok the MQTT broker with TLS takes any free port");
    }

    @Test
    void whatCannotBeIsSaid() {
        broker(Map.of("port", "0", "host", "192.0.2.1"));
        page("70000");
        List<String> lines = ports.lines();
        assertThat(lines.get(0)).startsWith("problem 192.0.2.1 is no address of this machine");
        assertThat(lines.get(1)).startsWith("problem the page: ").contains("'70000'");
    }
}
