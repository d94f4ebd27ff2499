// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses the address of a broker. */
public final class BrokerAddress {
    private static final Map<String, String> SCHEMES =
            Map.of(
                    "tcp", "tcp", "mqtt", "tcp", "ssl", "ssl", "tls", "ssl", "mqtts", "ssl", "ws",
                    "ws", "wss", "wss");
    private static final Map<String, Integer> PORTS =
            Map.of("tcp", 1883, "ssl", 8883, "ws", 80, "wss", 443);

    private BrokerAddress() {}

    /**
     * @param text for example {@code tcp://10.0.0.5:1883}, {@code mqtts://broker.example}, or just
     *     {@code broker.example}
     * @throws IllegalArgumentException with what is expected
     */
    static URI parse(String text) {
        URI uri;
        try {
            uri = URI.create(text.contains("://") ? text : "tcp://" + text);
        } catch (IllegalArgumentException e) {
            throw invalid(text, e);
        }
        @Nullable String scheme = SCHEMES.get(uri.getScheme());
        if (scheme == null || uri.getHost() == null || uri.getUserInfo() != null) {
            throw invalid(text, null);
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : PORTS.getOrDefault(scheme, 1883);
        String path = scheme.startsWith("ws") ? uri.getRawPath() : "";
        return URI.create(scheme + "://" + uri.getHost() + ":" + port + path);
    }

    /**
     * Several addresses, separated by commas.
     *
     * @throws IllegalArgumentException with what is expected
     */
    public static List<URI> parseAll(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(BrokerAddress::parse)
                .distinct()
                .toList();
    }

    /** Whether the connection uses TLS. */
    public static boolean encrypted(URI broker) {
        return broker.getScheme().equals("ssl") || broker.getScheme().equals("wss");
    }

    private static IllegalArgumentException invalid(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "'"
                        + text
                        + "' is not the address of an MQTT broker: use tcp://HOST:PORT, ssl://, ws:// or"
                        + " wss://; user and password have settings of their own",
                cause);
    }
}
