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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
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
final class PahoConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(PahoConnection.class);
    private static final int CONNECT_SECONDS = 5;
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final long ANSWER_MILLIS = 5_000;
    private static final long GOODBYE_MILLIS = 1_000;
    private static final int FIRST_ERROR = 0x80;
    private static final int UNSUPPORTED_VERSION = 132;
    private static final int LARGEST_WINDOW = 64;

    private final URI broker;
    private final MqttAsyncClient client;
    private final BusSettings settings;
    private final Receipts receipts = new Receipts();
    private boolean identifiers = true;
    private int window = LARGEST_WINDOW;
    private volatile BooleanSupplier certificateMissing = () -> false;
    private volatile boolean lost;

    private PahoConnection(URI broker, MqttAsyncClient client, BusSettings settings) {
        this.broker = broker;
        this.client = client;
        this.settings = settings;
    }

    /** Connects and says that the hub is online. */
    static PahoConnection open(URI broker, BusSettings settings, Listener listener)
            throws ConnectionException {
        return open(broker, settings, listener, CONNECT_SECONDS * 1_000L + ANSWER_MILLIS);
    }

    static PahoConnection open(
            URI broker, BusSettings settings, Listener listener, long patienceMillis)
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
        PahoConnection connection = new PahoConnection(broker, client, settings);
        try {
            connection.connect(listener, patienceMillis);
            return connection;
        } catch (MqttException e) {
            connection.close();
            throw connection.failure(e);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw ConnectionException.unsafe(e);
        }
    }

    private void connect(Listener listener, long patienceMillis) throws MqttException, IOException {
        client.setCallback(new Callback(listener));
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        if (settings.announced()) {
            options.setWill(settings.statusTopic(), status("offline"));
        }
        if (!settings.user().isEmpty()) {
            options.setUserName(settings.user());
        }
        if (!settings.password().isEmpty()) {
            options.setPassword(settings.password().getBytes(StandardCharsets.UTF_8));
        }
        if (BrokerAddress.secret(broker)) {
            VerifyingSockets sockets = VerifyingSockets.of(settings.tls(), broker.getHost());
            options.setSocketFactory(sockets);
            certificateMissing = sockets::askedInVain;
        } else {
            options.setSocketFactory(new PromptSockets());
        }
        IMqttToken answer = client.connect(options);
        answer.waitForCompletion(patienceMillis);
        certificateMissing = () -> false;
        @Nullable MqttProperties properties = answer.getResponseProperties();
        if (properties != null) {
            identifiers = properties.isSubscriptionIdentifiersAvailable();
            @Nullable Integer most = properties.getReceiveMaximum();
            // Paho counts a message a moment longer than its receipt takes: half leaves room.
            window =
                    most == null ? LARGEST_WINDOW : Math.max(1, Math.min(most / 2, LARGEST_WINDOW));
        }
        if (settings.announced()) {
            client.publish(settings.statusTopic(), status("online"))
                    .waitForCompletion(ANSWER_MILLIS);
        }
    }

    @Override
    public String protocol() {
        return "MQTT 5";
    }

    @Override
    public boolean alive() {
        return !lost && client.isConnected();
    }

    @Override
    public int window() {
        return window;
    }

    @Override
    public void send(Message message, Runnable done) throws ConnectionException {
        Receipts.Receipt receipt = receipts.expect(done);
        try {
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
            receipt.lookBy(() -> token.isComplete() && token.getException() == null);
        } catch (MqttException e) {
            throw failure(e);
        }
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
        try {
            IMqttToken token = client.subscribe(subscription, null, null, properties);
            token.waitForCompletion(ANSWER_MILLIS);
            warnIfRefused(token, "the subscription to " + filter);
        } catch (MqttException e) {
            throw failure(e);
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
        boolean older =
                code == UNSUPPORTED_VERSION
                        || code == MqttException.REASON_CODE_INVALID_RETURN_CODE;
        return ConnectionException.of(
                e,
                e.getCause() == null ? code : 0,
                older,
                broker,
                settings,
                certificateMissing.getAsBoolean());
    }

    private static MqttMessage status(String text) {
        return new MqttMessage(text.getBytes(StandardCharsets.UTF_8), 1, true, null);
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
            receipt.came();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable reason) {
            LOG.debug("no receipt for a message to {}", topic, reason);
        }
    }

    private final class Callback implements MqttCallback {
        private final Listener listener;

        Callback(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            lost = true;
            @Nullable MqttException cause = response.getException();
            if (cause != null) {
                listener.lost(Reasons.ofLoss(cause, broker, settings));
                return;
            }
            @Nullable String reason = Reasons.ofCode(response.getReturnCode(), settings);
            listener.lost(
                    reason == null
                            ? "disconnects the hub (reason " + response.getReturnCode() + ")"
                            : reason);
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
