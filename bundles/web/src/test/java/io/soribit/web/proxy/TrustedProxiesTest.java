// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.LogCapture;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private final TrustedProxies proxies = new TrustedProxies("10.0.0.2", " ::1 ", "");

    private static HttpServletRequest request(String from, Map<String, List<String>> headers) {
        Map<String, Object> attributes = new HashMap<>();
        return (HttpServletRequest)
                Proxy.newProxyInstance(
                        TrustedProxiesTest.class.getClassLoader(),
                        new Class<?>[] {HttpServletRequest.class},
                        (self, method, arguments) ->
                                switch (method.getName()) {
                                    case "getRemoteAddr" -> from;
                                    case "isSecure" -> false;
                                    case "getHeader" ->
                                            headers.getOrDefault(arguments[0], List.of()).stream()
                                                    .findFirst()
                                                    .orElse(null);
                                    case "getHeaders" ->
                                            Collections.enumeration(
                                                    headers.getOrDefault(arguments[0], List.of()));
                                    case "setAttribute" ->
                                            attributes.put(
                                                    String.valueOf(arguments[0]), arguments[1]);
                                    case "getAttribute" -> attributes.get(arguments[0]);
                                    default -> throw new AssertionError(method);
                                });
    }

    private String client(String from, String... chain) {
        return proxies.original(request(from, Map.of("X-Forwarded-For", List.of(chain))))
                .getRemoteAddr();
    }

    @Test
    void theWordOfANamedProxyCounts() {
        HttpServletRequest request =
                proxies.original(
                        request(
                                "10.0.0.2",
                                Map.of(
                                        "X-Forwarded-For",
                                        List.of("192.168.1.7"),
                                        "X-Forwarded-Proto",
                                        List.of("https"))));
        assertThat(request.getRemoteAddr()).isEqualTo("192.168.1.7");
        assertThat(request.isSecure()).isTrue();
        assertThat(request.getScheme()).isEqualTo("https");
        assertThat(proxies.isUnknown(request)).isFalse();
        assertThat(client("0:0:0:0:0:0:0:1", "fd00::7")).isEqualTo("fd00:0:0:0:0:0:0:7");
    }

    @Test
    void nobodyElsesWordDoes() {
        Map<String, List<String>> claims =
                Map.of(
                        "X-Forwarded-For",
                        List.of("127.0.0.1"),
                        "X-Forwarded-Proto",
                        List.of("https"));
        HttpServletRequest request = proxies.original(request("10.0.0.3", claims));
        assertThat(request.getRemoteAddr()).isEqualTo("10.0.0.3");
        assertThat(request.isSecure()).isFalse();
        assertThat(proxies.isUnknown(request)).isTrue();
    }

    @Test
    void whatAClientMadeUpBeforeTheProxyDoesNotCount() {
        assertThat(client("10.0.0.2", "127.0.0.1, 192.168.1.7")).isEqualTo("192.168.1.7");
        assertThat(client("10.0.0.2", "127.0.0.1", "192.168.1.7, ::1")).isEqualTo("192.168.1.7");
        assertThat(client("10.0.0.2", "192.168.1.7, localhost")).isEqualTo("10.0.0.2");
        assertThat(client("10.0.0.2", "")).isEqualTo("10.0.0.2");
        assertThat(client("10.0.0.2")).isEqualTo("10.0.0.2");
    }

    @Test
    void aNameIsNoAddress() {
        try (LogCapture log = LogCapture.by(TrustedProxies.class.getName())) {
            assertThat(new TrustedProxies("proxy.example").isUnknown(request("::1", Map.of())))
                    .isFalse();
            assertThat(log.lines()).anyMatch(line -> line.contains("'proxy.example'"));
        }
    }
}
