// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import io.soribit.mqtt.link.BusSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A message bus in a process of its own, to be killed. */
public final class HubProcess {
    private HubProcess() {}

    public static Process start(URI broker) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        HubProcess.class.getName(),
                        broker.toString())
                .inheritIO()
                .start();
    }

    public static void main(String[] args) {
        new MqttMessageBus(new BusSettings("hub", "killed", "", "")).broker(URI.create(args[0]));
    }
}
