// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.ConnectionException;
import io.soribit.mqtt.link.Message;
import io.soribit.mqtt.link.Presence;
import io.soribit.mqtt.link.Reasons;
import io.soribit.mqtt.link.Received;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.SocketFactory;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection in MQTT 3.1.1, for brokers that speak no other version: without subscription
 * identifiers, correlation data, reason codes, and a delayed will.
 */
final class Mqtt3Connection extends PahoConnection {
    private static final Logger LOG = LoggerFactory.getLogger(Mqtt3Connection.class);

    private final MqttAsyncClient client;
    private final Listener listener;

    private Mqtt3Connection(URI broker, BusSettings settings, Listener listener)
            throws MqttException {
        super(broker, settings);
        this.listener = listener;
        client =
                new MqttAsyncClient(
                        SteadyModules.steady(broker), settings.clientId(), new MemoryPersistence());
    }

    /** Connects and publishes that the hub is online. */
    static Mqtt3Connection open(URI broker, BusSettings settings, Listener listener)
            throws ConnectionException {
        Mqtt3Connection connection;
        try {
            connection = new Mqtt3Connection(broker, settings, listener);
        } catch (MqttException | RuntimeException e) {
            throw ConnectionException.unsafe(e);
        }
        connection.open(CONNECT_MILLIS);
        return connection;
    }

    @Override
    void connect(SocketFactory sockets, long timeoutMillis) throws MqttException {
        client.setCallback(new Callback());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        // Paho counts a message a moment longer than its receipt takes: only half is used.
        options.setMaxInflight(2 * LARGEST_WINDOW);
        @Nullable Presence presence = settings.presence();
        if (presence != null) {
            options.setWill(presence.topic(), bytes(presence.will()), 1, true);
        }
        if (!settings.user().isEmpty()) {
            options.setUserName(settings.user());
        }
        if (!settings.password().isEmpty()) {
            options.setPassword(settings.password().toCharArray());
        }
        options.setSocketFactory(sockets);
        client.connect(options).waitForCompletion(timeoutMillis);
    }

    @Override
    void publish(Presence presence, String text, long timeoutMillis) throws MqttException {
        client.publish(presence.topic(), bytes(text), 1, true).waitForCompletion(timeoutMillis);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String protocol() {
        return "MQTT 3.1.1";
    }

    @Override
    boolean connected() {
        return client.isConnected();
    }

    @Override
    public int window() {
        return LARGEST_WINDOW;
    }

    @Override
    public void send(Message message, Runnable done) throws ConnectionException {
        Receipts.Receipt receipt = receipts.expect(done);
        request(
                () -> {
                    IMqttToken token =
                            client.publish(
                                    message.topic,
                                    message.payload,
                                    message.qos,
                                    message.retained,
                                    null,
                                    new Sent(receipt, message.topic));
                    receipt.checkBy(() -> token.isComplete() && token.getException() == null);
                });
    }

    @Override
    public void subscribe(String filter, int id) throws ConnectionException {
        request(() -> subscribe(filter));
    }

    private void subscribe(String filter) throws MqttException {
        try {
            client.subscribe(filter, 1).waitForCompletion(ANSWER_MILLIS);
        } catch (MqttException e) {
            if (e.getReasonCode() != MqttException.REASON_CODE_SUBSCRIBE_FAILED) {
                throw e;
            }
            LOG.warn(
                    "the MQTT broker {} refuses the subscription to {}: check the rights of user"
                            + " '{}'",
                    broker,
                    filter,
                    settings.user());
        }
    }

    @Override
    public void unsubscribe(String filter) throws ConnectionException {
        request(() -> client.unsubscribe(filter).waitForCompletion(ANSWER_MILLIS));
    }

    @Override
    void disconnect(long timeoutMillis) throws MqttException {
        client.disconnect().waitForCompletion(timeoutMillis);
    }

    @Override
    void destroy() throws MqttException {
        client.disconnectForcibly(0, 0, false);
        client.close(true);
    }

    @Override
    int code(Exception failure) {
        return failure instanceof MqttException e ? e.getReasonCode() : 0;
    }

    @Override
    boolean refusesVersion(int code) {
        return code == MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION;
    }

    private static final class Sent implements IMqttActionListener {
        private final Receipts.Receipt receipt;
        private final String topic;

        Sent(Receipts.Receipt receipt, String topic) {
            this.receipt = receipt;
            this.topic = topic;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            receipt.arrived();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable reason) {
            LOG.debug("no receipt for a message to {}", topic, reason);
        }
    }

    private final class Callback implements MqttCallback {
        @Override
        public void connectionLost(Throwable cause) {
            lost = true;
            listener.lost(Reasons.ofLoss(cause, broker, settings));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            listener.received(
                    new Received(
                            topic,
                            message.getPayload(),
                            message.isRetained(),
                            List.of(),
                            new byte[0]));
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {}
    }
}
