// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.internal.SSLNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.internal.TCPNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.websocket.WebSocketNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.websocket.WebSocketSecureNetworkModuleFactory;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Network modules for MQTT 5 that read through a {@link SteadyInput}. */
public final class Mqtt5ModuleFactory implements NetworkModuleFactory {
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
    public NetworkModule createNetworkModule(
            URI uri, MqttConnectionOptions options, String clientId) throws MqttException {
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
