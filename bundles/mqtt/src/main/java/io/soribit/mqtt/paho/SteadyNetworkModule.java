// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.common.MqttException;

/** A connection of Paho's that ends a {@link SteadyInput}'s way. */
final class SteadyNetworkModule implements NetworkModule {
    private final NetworkModule module;

    SteadyNetworkModule(NetworkModule module) {
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
