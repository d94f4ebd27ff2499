// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.internal.SSLNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.internal.TCPNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.websocket.WebSocketNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.websocket.WebSocketSecureNetworkModuleFactory;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Opens Paho's own kinds of connection, with a {@link SteadyInput} in between. Paho finds it as a
 * service, by URIs that begin with {@code steady-}.
 */
public final class SteadyNetworkModuleFactory implements NetworkModuleFactory {
    private static final String PREFIX = "steady-";

    private final Map<String, NetworkModuleFactory> kinds = new LinkedHashMap<>();

    /** Called by the service loader. */
    public SteadyNetworkModuleFactory() {
        kinds.put("tcp", new TCPNetworkModuleFactory());
        kinds.put("ssl", new SSLNetworkModuleFactory());
        kinds.put("ws", new WebSocketNetworkModuleFactory());
        kinds.put("wss", new WebSocketSecureNetworkModuleFactory());
    }

    /** The address under which Paho comes here. */
    static String steady(URI broker) {
        return PREFIX + broker;
    }

    @Override
    public Set<String> getSupportedUriSchemes() {
        return kinds.keySet().stream()
                .map(scheme -> PREFIX + scheme)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void validateURI(URI uri) {
        URI plain = plain(uri);
        kindOf(plain).validateURI(plain);
    }

    @Override
    public NetworkModule createNetworkModule(
            URI uri, MqttConnectionOptions options, String clientId) throws MqttException {
        URI plain = plain(uri);
        return new SteadyNetworkModule(kindOf(plain).createNetworkModule(plain, options, clientId));
    }

    private static URI plain(URI steady) {
        return URI.create(steady.toString().substring(PREFIX.length()));
    }

    private NetworkModuleFactory kindOf(URI plain) {
        NetworkModuleFactory kind = kinds.get(plain.getScheme());
        if (kind == null) {
            throw new IllegalArgumentException("no kind of connection is called " + plain);
        }
        return kind;
    }
}
