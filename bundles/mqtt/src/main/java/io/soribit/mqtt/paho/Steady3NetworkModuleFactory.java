// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.eclipse.paho.client.mqttv3.internal.SSLNetworkModuleFactory;
import org.eclipse.paho.client.mqttv3.internal.TCPNetworkModuleFactory;
import org.eclipse.paho.client.mqttv3.internal.websocket.WebSocketNetworkModuleFactory;
import org.eclipse.paho.client.mqttv3.internal.websocket.WebSocketSecureNetworkModuleFactory;
import org.eclipse.paho.client.mqttv3.spi.NetworkModuleFactory;

/** What {@link SteadyNetworkModuleFactory} is for MQTT 5, for MQTT 3.1.1. */
public final class Steady3NetworkModuleFactory implements NetworkModuleFactory {
    private static final String PREFIX = "steady-";

    private final Map<String, NetworkModuleFactory> kinds =
            Map.of(
                    "tcp", new TCPNetworkModuleFactory(),
                    "ssl", new SSLNetworkModuleFactory(),
                    "ws", new WebSocketNetworkModuleFactory(),
                    "wss", new WebSocketSecureNetworkModuleFactory());

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
    public NetworkModule createNetworkModule(URI uri, MqttConnectOptions options, String clientId)
            throws MqttException {
        URI plain = plain(uri);
        return new Steady(kindOf(plain).createNetworkModule(plain, options, clientId));
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

    private static final class Steady implements NetworkModule {
        private final NetworkModule module;

        Steady(NetworkModule module) {
            this.module = module;
        }

        @Override
        public void start() throws IOException, MqttException {
            module.start();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new SteadyInput(module.getInputStream());
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return module.getOutputStream();
        }

        @Override
        public void stop() throws IOException {
            module.stop();
        }

        @Override
        public String getServerURI() {
            return module.getServerURI();
        }
    }
}
