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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection in MQTT 5. */
final class Mqtt5Connection extends PahoConnection {
    private static final Logger LOG = LoggerFactory.getLogger(Mqtt5Connection.class);
    private static final int FIRST_ERROR = 0x80;
    private static final int UNSUPPORTED_VERSION = 132;

    private final MqttAsyncClient client;
    private final Listener listener;
    private boolean identifiers = true;
    private int window = LARGEST_WINDOW;

    private Mqtt5Connection(URI broker, BusSettings settings, Listener listener)
            throws MqttException {
        super(broker, settings);
        this.listener = listener;
        client =
                new MqttAsyncClient(
                        SteadyModules.steady(broker), settings.clientId(), new MemoryPersistence());
    }

    /** Connects and publishes that the hub is online. */
    static Mqtt5Connection open(URI broker, BusSettings settings, Listener listener)
            throws ConnectionException {
        return open(broker, settings, listener, CONNECT_MILLIS);
    }

    static Mqtt5Connection open(
            URI broker, BusSettings settings, Listener listener, long timeoutMillis)
            throws ConnectionException {
        Mqtt5Connection connection;
        try {
            connection = new Mqtt5Connection(broker, settings, listener);
        } catch (MqttException | RuntimeException e) {
            throw ConnectionException.unsafe(e);
        }
        connection.open(timeoutMillis);
        return connection;
    }

    @Override
    void connect(SocketFactory sockets, long timeoutMillis) throws MqttException {
        client.setCallback(new Callback());
        IMqttToken answer = client.connect(options(sockets));
        answer.waitForCompletion(timeoutMillis);
        @Nullable MqttProperties properties = answer.getResponseProperties();
        if (properties != null) {
            identifiers = properties.isSubscriptionIdentifiersAvailable();
            @Nullable Integer most = properties.getReceiveMaximum();
            // Paho counts a message a moment longer than its receipt takes: only half is used.
            window =
                    most == null ? LARGEST_WINDOW : Math.max(1, Math.min(most / 2, LARGEST_WINDOW));
        }
    }

    private MqttConnectionOptions options(SocketFactory sockets) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        @Nullable Presence presence = settings.presence();
        if (presence != null) {
            options.setWill(presence.topic(), retained(presence.will()));
            MqttProperties will = new MqttProperties();
            will.setWillDelayInterval(presence.willDelay().toSeconds());
            options.setWillMessageProperties(will);
            // The will is published at the end of the session at the latest.
            options.setSessionExpiryInterval(presence.willDelay().toSeconds());
        }
        if (!settings.user().isEmpty()) {
            options.setUserName(settings.user());
        }
        if (!settings.password().isEmpty()) {
            options.setPassword(settings.password().getBytes(StandardCharsets.UTF_8));
        }
        options.setSocketFactory(sockets);
        return options;
    }

    @Override
    void publish(Presence presence, String text, long timeoutMillis) throws MqttException {
        client.publish(presence.topic(), retained(text)).waitForCompletion(timeoutMillis);
    }

    private static MqttMessage retained(String text) {
        return new MqttMessage(text.getBytes(StandardCharsets.UTF_8), 1, true, null);
    }

    @Override
    public String protocol() {
        return "MQTT 5";
    }

    @Override
    boolean connected() {
        return client.isConnected();
    }

    @Override
    public int window() {
        return window;
    }

    @Override
    public void send(Message message, Runnable done) throws ConnectionException {
        Receipts.Receipt receipt = receipts.expect(done);
        request(
                () -> {
                    IMqttToken token =
                            client.publish(
                                    message.topic,
                                    new MqttMessage(
                                            message.payload,
                                            message.qos,
                                            message.retained,
                                            properties(message)),
                                    null,
                                    new Sent(receipt, message.topic));
                    receipt.checkBy(() -> token.isComplete() && token.getException() == null);
                });
    }

    private static @Nullable MqttProperties properties(Message message) {
        if (message.expiry == null) {
            return null;
        }
        MqttProperties properties = new MqttProperties();
        properties.setMessageExpiryInterval(Math.max(1, message.expiry.toSeconds()));
        return properties;
    }

    @Override
    public void subscribe(String filter, int id) throws ConnectionException {
        MqttProperties properties = new MqttProperties();
        if (identifiers) {
            properties.setSubscriptionIdentifier(id);
        }
        MqttSubscription[] subscription = {new MqttSubscription(filter, 1)};
        request(
                () -> {
                    IMqttToken token = client.subscribe(subscription, null, null, properties);
                    token.waitForCompletion(ANSWER_MILLIS);
                    warnIfRefused(token, "the subscription to " + filter);
                });
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
        return code == UNSUPPORTED_VERSION || code == MqttException.REASON_CODE_INVALID_RETURN_CODE;
    }

    private void warnIfRefused(IMqttToken token, String what) {
        int[] codes = Objects.requireNonNullElse(token.getReasonCodes(), new int[0]);
        if (Arrays.stream(codes).anyMatch(code -> code >= FIRST_ERROR)) {
            LOG.warn(
                    "the MQTT broker {} refuses {} (reason {}): check the rights of user '{}'",
                    broker,
                    what,
                    Arrays.toString(codes),
                    settings.user());
        }
    }

    private final class Sent implements MqttActionListener {
        private final Receipts.Receipt receipt;
        private final String topic;

        Sent(Receipts.Receipt receipt, String topic) {
            this.receipt = receipt;
            this.topic = topic;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            warnIfRefused(token, "the message to " + topic);
            receipt.arrived();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable reason) {
            LOG.debug("no receipt for a message to {}", topic, reason);
        }
    }

    private final class Callback implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {
            lost = true;
            @Nullable MqttException cause = response.getException();
            if (cause != null) {
                listener.lost(Reasons.ofLoss(cause, broker, settings));
                return;
            }
            listener.lost(Reasons.ofLoss(response.getReturnCode(), settings));
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            LOG.debug("MQTT protocol error", exception);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            @Nullable MqttProperties properties = message.getProperties();
            List<Integer> ids =
                    properties == null ? List.of() : properties.getSubscriptionIdentifiers();
            byte @Nullable [] correlation =
                    properties == null ? null : properties.getCorrelationData();
            listener.received(
                    new Received(
                            topic,
                            message.getPayload(),
                            message.isRetained(),
                            List.copyOf(ids),
                            correlation == null ? new byte[0] : correlation));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
