// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.testkit.Await;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** An outside client that sees what the broker sends: lines of "topic payload", "(retained)". */
public final class Probe extends Receiver implements AutoCloseable {
    private final BlockingQueue<String> in = new LinkedBlockingQueue<>();
    private final MqttAsyncClient client;

    public Probe(URI broker, String... filters) throws MqttException {
        client = new MqttAsyncClient(broker.toString(), "probe" + System.nanoTime(), null);
        client.setCallback(this);
        client.connect(new MqttConnectionOptions()).waitForCompletion(60_000);
        for (String filter : filters) {
            client.subscribe(filter, 1).waitForCompletion(60_000);
        }
    }

    public void publish(String topic, String text, boolean retained) throws MqttException {
        client.publish(topic, text.getBytes(UTF_8), 1, retained).waitForCompletion(60_000);
    }

    /** Publishes with MQTT 5 correlation data. */
    public void ask(String topic, String text, String correlation) throws MqttException {
        MqttMessage message = new MqttMessage(text.getBytes(UTF_8), 1, false, null);
        MqttProperties properties = new MqttProperties();
        properties.setCorrelationData(correlation.getBytes(UTF_8));
        message.setProperties(properties);
        client.publish(topic, message).waitForCompletion(60_000);
    }

    /** The next line, or a failure after {@link Await#LIMIT}. */
    public String next() throws InterruptedException {
        return next(Await.LIMIT);
    }

    /** The next line, or a failure after a time. */
    public String next(Duration within) throws InterruptedException {
        String line = in.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new AssertionError("no message came within " + within.toSeconds() + " s");
        }
        return line;
    }

    public List<String> next(int count) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            lines.add(next());
        }
        return lines;
    }

    /** Skips lines up to this one. */
    public void await(String line) throws InterruptedException {
        List<String> skipped = new ArrayList<>();
        while (skipped.isEmpty() || !skipped.get(skipped.size() - 1).equals(line)) {
            String next = in.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("'" + line + "' did not come, but " + skipped);
            }
            skipped.add(next);
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        String text = new String(message.getPayload(), UTF_8);
        in.add(topic + " " + text + (message.isRetained() ? " (retained)" : ""));
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect().waitForCompletion(60_000);
        }
        client.close(true);
    }
}
