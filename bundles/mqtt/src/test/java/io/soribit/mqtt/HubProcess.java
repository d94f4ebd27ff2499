// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.Await;
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
        MqttMessageBus bus = new MqttMessageBus(new BusSettings("hub", "killed", "", ""));
        LastWill will = bus.lastWill("hub/state", "lost");
        bus.broker(URI.create(args[0]));
        Await.until("the connection of the will", will::connected);
        bus.publish("hub/state", "ready", 1, true);
    }
}
