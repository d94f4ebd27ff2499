// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"ARTEMIS", "MOSQUITTO"})
class BrokerTest {
    private static final int NO_SUBSCRIBER = 16; // a success, too

    @Parameter Engine engine;
    @TempDir Path folder;

    private BrokerSettings settings(int port) {
        return new BrokerSettings("127.0.0.1", port, false, folder).with(engine);
    }

    private static void publishRetained(String uri, String topic, String text) throws Exception {
        MqttAsyncClient client = new MqttAsyncClient(uri, "five", null);
        client.connect(new MqttConnectionOptions()).waitForCompletion(60_000);
        IMqttToken token =
                client.publish(topic, new MqttMessage(text.getBytes(UTF_8), 1, true, null));
        token.waitForCompletion(60_000);
        assertThat(token.getReasonCodes()[0]).isIn(0, NO_SUBSCRIBER);
        client.disconnect().waitForCompletion(60_000);
        client.close();
    }

    private static String receive(String uri, String filter) throws Exception {
        BlockingQueue<String> in = new LinkedBlockingQueue<>();
        var client = new org.eclipse.paho.client.mqttv3.MqttClient(uri, "three", null);
        client.connect();
        client.subscribe(filter, 1, (topic, m) -> in.add(topic + " " + m + " " + m.isRetained()));
        String received = in.poll(90, TimeUnit.SECONDS);
        client.disconnect();
        client.close();
        return received;
    }

    @Test
    void whatIsRetainedByMqtt5IsThereForMqtt3AfterARestart() throws Exception {
        try (RunningBroker broker = Engine.start(settings(0))) {
            publishRetained(broker.uri().toString(), "soribit/hub/거실 1/state", "ON");
        }
        try (RunningBroker broker = Engine.start(settings(0))) {
            assertThat(receive(broker.uri().toString(), "soribit/+/+/state"))
                    .isEqualTo("soribit/hub/거실 1/state ON true");
        }
    }

    @Test
    void takenPortIsABindException() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> Engine.start(settings(taken.getLocalPort())))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void otherInterfacesAreRefused() {
        BrokerSettings open = new BrokerSettings("0.0.0.0", 0, false, folder).with(engine);
        assertThatThrownBy(() -> Engine.start(open))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void aFolderInUseIsNamed() throws Exception {
        try (RunningBroker first = Engine.start(settings(0))) {
            assertThat(first.uri().getPort()).isPositive();
            assertThatThrownBy(() -> Engine.start(settings(0)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(folder.toString());
        }
    }
}
