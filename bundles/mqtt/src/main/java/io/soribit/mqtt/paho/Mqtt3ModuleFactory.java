// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.eclipse.paho.client.mqttv3.internal.SSLNetworkModuleFactory;
import org.eclipse.paho.client.mqttv3.internal.TCPNetworkModuleFactory;
import org.eclipse.paho.client.mqttv3.internal.websocket.WebSocketNetworkModuleFactory;
import org.eclipse.paho.client.mqttv3.internal.websocket.WebSocketSecureNetworkModuleFactory;
import org.eclipse.paho.client.mqttv3.spi.NetworkModuleFactory;

/** Network modules for MQTT 3.1.1 that read through a {@link SteadyInput}. */
public final class Mqtt3ModuleFactory implements NetworkModuleFactory {
    private final SteadyModules<NetworkModuleFactory> modules =
            new SteadyModules<>(
                    Map.of(
                            "tcp", new TCPNetworkModuleFactory(),
                            "ssl", new SSLNetworkModuleFactory(),
                            "ws", new WebSocketNetworkModuleFactory(),
                            "wss", new WebSocketSecureNetworkModuleFactory()));

    @Override
    public Set<String> getSupportedUriSchemes() {
        return modules.schemes();
    }

    @Override
    public void validateURI(URI uri) {
        URI plain = SteadyModules.plain(uri);
        modules.factory(plain).validateURI(plain);
    }

    @Override
    public NetworkModule createNetworkModule(URI uri, MqttConnectOptions options, String clientId)
            throws MqttException {
        URI plain = SteadyModules.plain(uri);
        return new Steady(modules.factory(plain).createNetworkModule(plain, options, clientId));
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
