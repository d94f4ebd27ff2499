// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HealthCheck.Result;
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

    private List<String> lines() {
        return ports.results().stream().map(Result::toString).toList();
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
            assertThat(lines()).hasSize(2);
            assertThat(lines().get(0))
                    .startsWith("warn port " + port + " ")
                    .contains("MQTT broker", "port in etc/io.soribit.broker.cfg");
            assertThat(lines().get(1))
                    .startsWith("warn port " + port + " ")
                    .contains("org.osgi.service.http.port in etc/org.apache.felix.http.cfg");
        }
    }

    @Test
    void aPortIsLookedAtWhereItIsConfigured() throws Exception {
        int free = io.soribit.testkit.Ports.free();
        try (ServerSocket taken = new ServerSocket(free, 1, InetAddress.getByName("127.0.0.2"))) {
            page("0");
            String port = String.valueOf(taken.getLocalPort());
            broker(Map.of("port", port, "host", "127.0.0.1"));
            assertThat(lines())
                    .containsExactly(
                            "ok port " + port + " is free for the MQTT broker",
                            "ok the page uses any free port");
            broker(Map.of("port", port, "host", "127.0.0.2"));
            assertThat(lines().get(0)).startsWith("warn port " + port);
        }
    }

    @Test
    void aBrokerElsewhereNeedsNoPortHere() {
        page("*");
        files.put("io.soribit.notify.mqtt", Map.of("url", "tcp://192.0.2.1:1883"));
        assertThat(lines()).containsExactly("ok the page uses any free port");
        files.clear();
        page("[8000,9000)");
        broker(Map.of("enabled", "false"));
        assertThat(lines()).containsExactly("ok the page uses any free port");
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
        assertThat(lines())
                .startsWith(
                        "ok the MQTT broker uses any free port",
                        "ok the MQTT broker with TLS uses any free port");
    }

    @Test
    void invalidAddressesAndPortsAreReported() {
        broker(Map.of("port", "0", "host", "192.0.2.1"));
        page("70000");
        List<String> lines = lines();
        assertThat(lines.get(0)).startsWith("critical 192.0.2.1 is not an address of this machine");
        assertThat(lines.get(1)).startsWith("critical the page: ").contains("'70000'");
    }
}
