// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import io.soribit.mqtt.link.BrokerAddress;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.Connection;
import io.soribit.mqtt.link.ConnectionException;
import io.soribit.mqtt.link.Message;
import io.soribit.mqtt.link.Reasons;
import io.soribit.mqtt.link.Received;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection in MQTT 3.1.1, for brokers that speak no other: without subscription identifiers,
 * correlation data, and reasons.
 */
final class Paho3Connection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Paho3Connection.class);
    private static final int CONNECT_SECONDS = 5;
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final long ANSWER_MILLIS = 5_000;
    private static final long GOODBYE_MILLIS = 1_000;
    private static final int WINDOW = 64;

    private final URI broker;
    private final MqttAsyncClient client;
    private final BusSettings settings;
    private final Receipts receipts = new Receipts();
    private volatile BooleanSupplier certificateMissing = () -> false;
    private volatile boolean lost;

    private Paho3Connection(URI broker, MqttAsyncClient client, BusSettings settings) {
        this.broker = broker;
        this.client = client;
        this.settings = settings;
    }

    /** Connects and says that the hub is online. */
    static Paho3Connection open(URI broker, BusSettings settings, Listener listener)
            throws ConnectionException {
        MqttAsyncClient client;
        try {
            client =
                    new MqttAsyncClient(
                            SteadyNetworkModuleFactory.steady(broker),
                            settings.clientId(),
                            new MemoryPersistence());
        } catch (MqttException | RuntimeException e) {
            throw ConnectionException.unsafe(e);
        }
        Paho3Connection connection = new Paho3Connection(broker, client, settings);
        try {
            connection.connect(listener);
            return connection;
        } catch (MqttException e) {
            connection.close();
            throw connection.failure(e);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw ConnectionException.unsafe(e);
        }
    }

    private void connect(Listener listener) throws MqttException, IOException {
        client.setCallback(new Callback(listener));
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        // Half of it is ours to use: Paho counts a message a moment longer than its receipt takes.
        options.setMaxInflight(2 * WINDOW);
        if (settings.announced()) {
            options.setWill(settings.statusTopic(), status("offline").getPayload(), 1, true);
        }
        if (!settings.user().isEmpty()) {
            options.setUserName(settings.user());
        }
        if (!settings.password().isEmpty()) {
            options.setPassword(settings.password().toCharArray());
        }
        if (BrokerAddress.secret(broker)) {
            VerifyingSockets sockets = VerifyingSockets.of(settings.tls(), broker.getHost());
            options.setSocketFactory(sockets);
            certificateMissing = sockets::askedInVain;
        } else {
            options.setSocketFactory(new PromptSockets());
        }
        client.connect(options).waitForCompletion(CONNECT_SECONDS * 1_000L + ANSWER_MILLIS);
        certificateMissing = () -> false;
        if (settings.announced()) {
            client.publish(settings.statusTopic(), status("online"))
                    .waitForCompletion(ANSWER_MILLIS);
        }
    }

    @Override
    public String protocol() {
        return "MQTT 3.1.1";
    }

    @Override
    public boolean alive() {
        return !lost && client.isConnected();
    }

    @Override
    public int window() {
        return WINDOW;
    }

    @Override
    public void send(Message message, Runnable done) throws ConnectionException {
        Receipts.Receipt receipt = receipts.expect(done);
        try {
            IMqttToken token =
                    client.publish(
                            message.topic,
                            message.payload,
                            message.qos,
                            message.retained,
                            null,
                            new Sent(receipt));
            receipt.lookBy(() -> token.isComplete() && token.getException() == null);
        } catch (MqttException e) {
            throw failure(e);
        }
    }

    @Override
    public void subscribe(String filter, int id) throws ConnectionException {
        try {
            client.subscribe(filter, 1).waitForCompletion(ANSWER_MILLIS);
        } catch (MqttException e) {
            if (e.getReasonCode() != MqttException.REASON_CODE_SUBSCRIBE_FAILED) {
                throw failure(e);
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
        try {
            client.unsubscribe(filter).waitForCompletion(ANSWER_MILLIS);
        } catch (MqttException e) {
            throw failure(e);
        }
    }

    @Override
    public void goodbye() {
        try {
            if (settings.announced()) {
                client.publish(settings.statusTopic(), status("offline"))
                        .waitForCompletion(GOODBYE_MILLIS);
            }
            client.disconnect().waitForCompletion(GOODBYE_MILLIS);
        } catch (MqttException e) {
            LOG.debug("the broker did not hear the goodbye; it sends the last will", e);
        }
    }

    @Override
    public void close() {
        lost = true;
        try {
            client.disconnectForcibly(0, 0, false);
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("the MQTT client did not close cleanly", e);
        }
        receipts.lastLook();
    }

    private ConnectionException failure(MqttException e) {
        int code = e.getReasonCode();
        return ConnectionException.of(
                e,
                e.getCause() == null ? code : 0,
                code == MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION,
                broker,
                settings,
                certificateMissing.getAsBoolean());
    }

    private static MqttMessage status(String text) {
        MqttMessage message = new MqttMessage(text.getBytes(StandardCharsets.UTF_8));
        message.setQos(1);
        message.setRetained(true);
        return message;
    }

    private static final class Sent implements IMqttActionListener {
        private final Receipts.Receipt receipt;

        Sent(Receipts.Receipt receipt) {
            this.receipt = receipt;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            receipt.came();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable reason) {
            LOG.debug("no receipt for a message", reason);
        }
    }

    private final class Callback implements MqttCallback {
        private final Listener listener;

        Callback(Listener listener) {
            this.listener = listener;
        }

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
