// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import io.soribit.api.MessageBus;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import io.soribit.mqtt.link.BrokerLink;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.Connection;
import io.soribit.mqtt.link.Loss;
import io.soribit.mqtt.link.Message;
import io.soribit.mqtt.link.Outbox;
import io.soribit.mqtt.link.Received;
import io.soribit.mqtt.link.Subscriptions;
import io.soribit.mqtt.link.Target;
import io.soribit.mqtt.paho.Connector;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The message bus on Paho. A message in flight when the connection breaks is sent again: QoS 2 is
 * exactly once within a connection, and at least once across a loss.
 *
 * <p>Where filters overlap, Artemis lists all of them on each of its copies of a message: a handler
 * is called once per filter. With Mosquitto it is called once.
 */
public final class MqttMessageBus implements MessageBus, AutoCloseable {
    private static final int CAPACITY = 10_000;

    private final BusSettings settings;
    private final String instance;
    private final Outbox outbox = new Outbox(CAPACITY);
    private final Subscriptions subscriptions = new Subscriptions(outbox::wake);

    /** Runs all handlers. When its queue is full, the connection waits. */
    private final SerialExecutor handlers =
            new SerialExecutor("soribit-mqtt-handlers", 1_000, WhenFull.WAIT);

    private final BrokerLink link;
    private final Set<LastWill> wills = new HashSet<>();
    private int willCount;
    private volatile @Nullable Target target;

    public MqttMessageBus(BusSettings settings) {
        this(settings, "");
    }

    /**
     * @param instance id of this hub among others; empty for none
     */
    public MqttMessageBus(BusSettings settings, String instance) {
        this.settings = settings;
        this.instance = instance;
        link = new BrokerLink(outbox, subscriptions, new Connector(), new Incoming());
    }

    /** Connects to a broker; null disconnects. Returns at once. */
    public void broker(@Nullable URI address) {
        connect(address == null ? null : new Target(List.of(address), settings));
    }

    /**
     * Connects to the first of these that answers, and again so after each loss; to none if there
     * is none.
     */
    void brokers(List<URI> addresses) {
        connect(addresses.isEmpty() ? null : new Target(addresses, settings));
    }

    /** Connects to the hub's own broker as its user there. */
    public void broker(URI address, String user, String password) {
        connect(Target.own(address, settings.as(user, password)));
    }

    private void connect(@Nullable Target to) {
        synchronized (wills) {
            target = to;
            wills.forEach(will -> will.target(to));
        }
        link.target(to);
    }

    @Override
    public LastWill lastWill(String topic, String payload) {
        synchronized (wills) {
            LastWill will = new LastWill("-will" + ++willCount, topic, payload, this::withdraw);
            wills.add(will);
            will.target(target);
            return will;
        }
    }

    private void withdraw(LastWill will) {
        synchronized (wills) {
            wills.remove(will);
        }
    }

    /** Disconnects if this is the broker, and waits until that is done, up to a limit. */
    void leave(URI address, Duration longest) throws InterruptedException {
        @Nullable Target now = target;
        if (now != null && now.brokers().contains(address)) {
            connect(null);
            link.awaitDisconnected(longest);
        }
    }

    @Override
    public boolean connected() {
        return link.connected() != null;
    }

    @Override
    public String address() {
        @Nullable URI connected = link.connected();
        if (connected != null) {
            return connected.toString();
        }
        @Nullable Target now = target;
        return now == null ? "the hub's own broker (not running)" : now.addresses();
    }

    @Override
    public String root() {
        return settings.root();
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public void publish(String topic, byte[] payload, int qos, boolean retained) {
        outbox.add(new Message(topic, payload, qos, retained));
    }

    @Override
    public CompletionStage<@Nullable Void> send(String topic, byte[] payload, int qos) {
        Message message = Message.kept(topic, payload, qos);
        outbox.add(message);
        return message.receipt();
    }

    @Override
    public CompletionStage<@Nullable Void> publishWithin(
            String topic, byte[] payload, Duration expiry) {
        Message message = Message.expiring(topic, payload, expiry);
        outbox.add(message);
        return message.receipt();
    }

    @Override
    public Subscription subscribe(String filter, Handler handler) {
        return subscriptions.add(filter, handler);
    }

    @Override
    public void close() {
        List<LastWill> last;
        synchronized (wills) {
            last = List.copyOf(wills);
        }
        last.forEach(LastWill::close);
        link.close();
        handlers.closeNow();
    }

    private final class Incoming implements Connection.Listener {
        @Override
        public void received(Received message) {
            handlers.execute(() -> subscriptions.dispatch(message));
        }

        @Override
        public void lost(Loss loss) {
            link.lost(loss);
        }
    }
}
