// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.testkit.Await;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A client of the broker, outside the hub, that remembers all it is sent. */
final class Inbox implements AutoCloseable, MqttCallback {
    /** A message as it came. */
    record Message(String topic, String text, boolean retained) {}

    private static final long TIMEOUT_MILLIS = 60_000;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final BiConsumer<String, String> handler;
    private final MqttAsyncClient client;

    Inbox(URI broker, String... filters) throws MqttException {
        this(broker, (topic, text) -> {}, filters);
    }

    /**
     * @param handler called with topic and text of each message
     */
    Inbox(URI broker, BiConsumer<String, String> handler, String... filters) throws MqttException {
        this.handler = handler;
        client = new MqttAsyncClient(broker.toString(), "inbox" + System.nanoTime(), null);
        client.setCallback(this);
        client.connect(new MqttConnectionOptions()).waitForCompletion(TIMEOUT_MILLIS);
        for (String filter : filters) {
            client.subscribe(filter, 1).waitForCompletion(TIMEOUT_MILLIS);
        }
    }

    /** Sends without waiting. */
    void publish(String topic, String text, boolean retained) {
        try {
            client.publish(topic, text.getBytes(UTF_8), 1, retained);
        } catch (MqttException e) {
            throw new AssertionError("cannot publish to " + topic, e);
        }
    }

    /** What came so far. */
    List<Message> messages() {
        return new ArrayList<>(messages);
    }

    List<String> texts(String topic) {
        return messages.stream().filter(m -> m.topic().equals(topic)).map(Message::text).toList();
    }

    void clear() {
        messages.clear();
    }

    /** The first message of that kind, which may have come before. */
    Message await(String topic, Predicate<String> text) {
        Predicate<Message> matches = m -> m.topic().equals(topic) && text.test(m.text());
        Await.until(
                () -> "a message on " + topic + " as expected; received: " + messages,
                () -> messages.stream().anyMatch(matches));
        return messages.stream().filter(matches).findFirst().orElseThrow();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        String text = new String(message.getPayload(), UTF_8);
        messages.add(new Message(topic, text, message.isRetained()));
        handler.accept(topic, text);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}

    @Override
    public void close() throws MqttException {
        try {
            if (client.isConnected()) {
                client.disconnect().waitForCompletion(TIMEOUT_MILLIS);
            }
        } catch (MqttException e) {
            if (client.isConnected()) { // else the broker has gone just now
                throw e;
            }
        }
        client.close(true);
    }
}
