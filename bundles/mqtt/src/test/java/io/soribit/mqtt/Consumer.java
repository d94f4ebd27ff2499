// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.testkit.Await;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * A client that loses nothing itself: its session lives on at the broker, and what the broker sends
 * it once more for its own sake counts once.
 */
final class Consumer extends Receiver implements AutoCloseable {
    private final BlockingQueue<String> in = new LinkedBlockingQueue<>();
    private final List<String> all = new ArrayList<>();
    private final URI broker;
    private MqttAsyncClient client;
    private volatile boolean connected;

    Consumer(URI broker, String filter) throws MqttException {
        this.broker = broker;
        client = client();
        connect();
        client.subscribe(filter, 1).waitForCompletion(60_000);
    }

    /** Connects, once the end of the connection before is known: until then Paho refuses it. */
    void connect() throws MqttException {
        Await.until("the connection before has ended", () -> !connected);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3_600L);
        options.setReceiveMaximum(65_535);
        connected = true;
        try {
            client.connect(options).waitForCompletion(20_000);
        } catch (MqttException e) { // Paho may miss the answer while it still ends what was before
            close();
            client = client();
            client.connect(options).waitForCompletion(60_000);
        }
    }

    private MqttAsyncClient client() throws MqttException {
        MqttAsyncClient next = new MqttAsyncClient(broker.toString(), "consumer", null);
        next.setCallback(this);
        return next;
    }

    /** All that came until this one. */
    List<String> until(String payload) throws InterruptedException {
        while (all.isEmpty() || !all.get(all.size() - 1).equals(payload)) {
            String next = in.poll(60, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("'" + payload + "' did not come, but " + all);
            }
            all.add(next);
        }
        return List.copyOf(all);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        String payload = new String(message.getPayload(), UTF_8);
        if (!message.isDuplicate() || !(in.contains(payload) || all.contains(payload))) {
            in.add(payload);
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        connected = false;
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 0, false);
        client.close(true);
    }
}
