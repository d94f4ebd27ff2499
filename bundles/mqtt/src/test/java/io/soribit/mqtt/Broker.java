// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.MessageBus;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.Mosquitto;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** A real Mosquitto, the hub's real message bus connected to it, and what a third party sees. */
public final class Broker implements AutoCloseable {
    private static final String SYNC = "test/sync";

    private final Mosquitto mosquitto;
    private final URI uri;
    private final MqttMessageBus bus;
    private final BlockingQueue<String> synced = new LinkedBlockingQueue<>();
    private int syncs;

    public Broker(Path folder, String hub) throws Exception {
        mosquitto = new Mosquitto(folder);
        uri = mosquitto.uri();
        bus = new MqttMessageBus(new BusSettings(hub, "soribit-" + hub, "", ""));
        bus.subscribe(SYNC, (topic, payload, retained) -> synced.add(new String(payload, UTF_8)));
        bus.broker(uri);
        settle();
    }

    public MessageBus bus() {
        return bus;
    }

    /** A bus of another hub, to be closed by the caller. */
    public MqttMessageBus bus(String hub) {
        MqttMessageBus other =
                new MqttMessageBus(new BusSettings(hub, "soribit-" + hub, "", ""), hub);
        other.broker(uri);
        return other;
    }

    /** Returns when all that the bus has published came back to its subscribers. */
    public void settle() throws InterruptedException {
        String mark = "" + ++syncs;
        bus.publish(SYNC, mark, 1, false);
        String came = synced.poll(90, TimeUnit.SECONDS);
        while (came != null && !came.equals(mark)) {
            came = synced.poll(90, TimeUnit.SECONDS);
        }
        if (came == null) {
            throw new AssertionError("the bus did not hear itself within 90 s");
        }
    }

    /** What the broker retains. */
    public Map<String, String> retained(String filter) throws Exception {
        settle();
        Map<String, String> messages = new TreeMap<>();
        try (Listener listener = listen(filter, "test/mark")) {
            listener.publish("test/mark", "", false);
            String topic = listener.next().topic();
            while (!topic.equals("test/mark")) {
                messages.put(topic, listener.last().text());
                topic = listener.next().topic();
            }
        }
        return messages;
    }

    /** A third party. */
    public Listener listen(String... filters) throws MqttException {
        return new Listener(uri, filters);
    }

    @Override
    public void close() throws Exception {
        bus.close();
        mosquitto.close();
    }

    /** A message as it came. */
    public record Message(String topic, String text, boolean retained) {}

    /** Another client of the broker. */
    public static final class Listener extends Receiver implements AutoCloseable {
        private final BlockingQueue<Message> in = new LinkedBlockingQueue<>();
        private final MqttAsyncClient client;
        private Message last = new Message("", "", false);

        Listener(URI broker, String... filters) throws MqttException {
            client = new MqttAsyncClient(broker.toString(), "third" + System.nanoTime(), null);
            client.setCallback(this);
            client.connect(new MqttConnectionOptions()).waitForCompletion(60_000);
            for (String filter : filters) {
                client.subscribe(filter, 1).waitForCompletion(60_000);
            }
        }

        public void publish(String topic, String text, boolean retained) throws MqttException {
            client.publish(topic, text.getBytes(UTF_8), 1, retained).waitForCompletion(60_000);
        }

        public Message next() throws InterruptedException {
            Message message = in.poll(90, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message came within 90 s");
            }
            last = message;
            return message;
        }

        Message last() {
            return last;
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            in.add(
                    new Message(
                            topic, new String(message.getPayload(), UTF_8), message.isRetained()));
        }

        @Override
        public void close() throws MqttException {
            client.disconnect().waitForCompletion(60_000);
            client.close(true);
        }
    }
}
