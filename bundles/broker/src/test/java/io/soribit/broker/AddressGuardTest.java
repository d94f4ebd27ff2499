// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.soribit.broker.limit.RecentTopics;
import io.soribit.broker.users.TopicRights;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AddressGuardTest {
    private final TopicRights rights = new TopicRights(Map.of());
    private Duration now = Duration.ZERO;
    private final RecentTopics topics = new RecentTopics(() -> now);
    private int queues;
    private final EmbeddedChannel flood = open();

    private EmbeddedChannel open() {
        return new EmbeddedChannel(
                new AddressGuard(new SessionOwners(rights), topics, () -> queues));
    }

    private static MqttMessage publish(String topic) {
        return MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_MOST_ONCE)
                .payload(Unpooled.EMPTY_BUFFER)
                .build();
    }

    private static void publish(EmbeddedChannel channel, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            channel.writeInbound(publish(prefix + i));
        }
    }

    private static MqttMessage subscribe(String prefix, int filters) {
        MqttMessageBuilders.SubscribeBuilder subscribe =
                MqttMessageBuilders.subscribe().messageId(1);
        for (int i = 0; i < filters; i++) {
            subscribe.addSubscription(MqttQoS.AT_MOST_ONCE, prefix + i);
        }
        return subscribe.build();
    }

    private static MqttMessage unsubscribe(String filter) {
        return MqttMessageBuilders.unsubscribe().messageId(1).addTopicFilter(filter).build();
    }

    private MqttMessage connect(String user, String password, String will) {
        return MqttMessageBuilders.connect()
                .clientId("a")
                .username(user)
                .password(password.getBytes(UTF_8))
                .willFlag(true)
                .willTopic(will)
                .willMessage(new byte[0])
                .build();
    }

    @Test
    void whoAddsTopicsToManyIsDisconnected() {
        publish(flood, "t/", AddressGuard.MANY);
        publish(flood, "t/", AddressGuard.MANY);
        assertThat(flood.isOpen()).as("uses the same again").isTrue();
        assertThat(flood.inboundMessages()).hasSize(2 * AddressGuard.MANY);

        EmbeddedChannel other = open();
        publish(other, "other/", AddressGuard.FEW);
        publish(other, "t/", AddressGuard.MANY);
        assertThat(other.isOpen()).as("uses few of its own").isTrue();

        flood.writeInbound(publish("t/one-more"));
        assertThat(flood.isOpen()).isFalse();
        assertThat(flood.inboundMessages()).hasSize(2 * AddressGuard.MANY);
        other.writeInbound(publish("other/one-more"));
        assertThat(other.isOpen()).isFalse();
    }

    @Test
    void beyondTheLimitNobodyAdds() {
        for (int i = 0; i < AddressGuard.MOST / AddressGuard.FEW; i++) {
            publish(open(), "t/" + i + "/", AddressGuard.FEW);
        }
        EmbeddedChannel next = open();
        next.writeInbound(publish("t/0/0"));
        assertThat(next.isOpen()).isTrue();
        next.writeInbound(publish("t/one-more"));
        assertThat(next.isOpen()).isFalse();
        EmbeddedChannel last = open();
        last.writeInbound(connect("somebody", "secret", "will"));
        assertThat(last.isOpen()).as("a last will").isFalse();
    }

    @Test
    void topicsThatNobodyUsesAreForgotten() {
        publish(flood, "t/", AddressGuard.MANY);
        now = RecentTopics.KEPT;
        publish(flood, "new/", AddressGuard.MANY);
        assertThat(flood.isOpen()).isTrue();
    }

    @Test
    void longTopicsCountAsSeveral() {
        publish(flood, "x".repeat(65_000), AddressGuard.MOST / 250);
        assertThat(flood.isOpen()).isFalse();
    }

    @Test
    void theHubHasNoLimit() {
        flood.writeInbound(connect(rights.hub(), rights.hubPassword(), "will"));
        publish(flood, "t/", AddressGuard.MOST + 1);
        flood.writeInbound(subscribe("t/", AddressGuard.SUBSCRIPTIONS + 1));
        assertThat(flood.isOpen()).isTrue();
        EmbeddedChannel liar = open();
        liar.writeInbound(connect(rights.hub(), "wrong", "will"));
        liar.writeInbound(subscribe("t/", AddressGuard.SUBSCRIPTIONS + 1));
        assertThat(liar.isOpen()).isFalse();
    }

    @Test
    void subscriptionsOfOneAndOfAllAreLimited() {
        for (int i = 0; i < 3; i++) {
            flood.writeInbound(subscribe("t/", AddressGuard.SUBSCRIPTIONS));
        }
        flood.writeInbound(unsubscribe("t/0"));
        flood.writeInbound(subscribe("more/", 1));
        assertThat(flood.isOpen()).isTrue();
        flood.writeInbound(subscribe("one-more/", 1));
        assertThat(flood.isOpen()).isFalse();

        EmbeddedChannel other = open();
        queues = AddressGuard.QUEUES - 1;
        other.writeInbound(subscribe("t/", 1));
        queues = AddressGuard.QUEUES;
        other.writeInbound(subscribe("t/", 1));
        assertThat(other.isOpen()).isTrue();
        other.writeInbound(subscribe("t/", 2));
        assertThat(other.isOpen()).isFalse();
        EmbeddedChannel last = open();
        queues = 0;
        last.writeInbound(subscribe("x".repeat(1_100), 1));
        assertThat(last.isOpen()).isFalse();
    }

    @Test
    void aClientThatFillsArtemisWithTopicsIsDisconnectedAndOthersGoOn(@TempDir Path folder)
            throws Exception {
        BrokerSettings settings = new BrokerSettings("127.0.0.1", 0, false, folder);
        try (RunningBroker broker = Engine.start(settings.with(Engine.ARTEMIS));
                Socket socket = new Socket("127.0.0.1", broker.uri().getPort())) {
            MqttClient other = new MqttClient(broker.uri().toString(), "other", null);
            other.connect();
            other.publish("known", new byte[0], 1, false);
            assertThat(isEndedByFlood(socket)).isTrue();
            other.publish("known", new byte[0], 1, false);
            other.publish("new", new byte[0], 1, false);
            other.disconnect();
            other.close();
        }
    }

    /** Whether the broker ends the connection; otherwise it answers to a ping. */
    private static boolean isEndedByFlood(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(new byte[] {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 1, 'f'});
        socket.getInputStream().readNBytes(4);
        try {
            for (int i = 0; i < 2 * AddressGuard.MANY; i++) {
                byte[] topic = ("f/" + (100_000 + i)).getBytes(UTF_8);
                out.write(new byte[] {0x30, (byte) (2 + topic.length), 0, (byte) topic.length});
                out.write(topic);
            }
            out.write(new byte[] {(byte) 0xC0, 0});
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }
}
