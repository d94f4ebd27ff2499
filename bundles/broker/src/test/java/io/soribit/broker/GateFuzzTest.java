// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.soribit.broker.users.TopicRights;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.testkit.Fuzz;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What strangers send to the broker's port. */
class GateFuzzTest {
    private final TopicRights rights = new TopicRights(Map.of());
    private final SessionOwners owners = new SessionOwners(rights);
    private final RetainedTopics retained = new RetainedTopics(1_000, 1 << 20);

    private byte[] session(MqttVersion version, boolean known) {
        EmbeddedChannel out = new EmbeddedChannel(MqttEncoder.INSTANCE);
        MqttProperties alias = new MqttProperties();
        if (version == MqttVersion.MQTT_5) {
            alias.add(new IntegerProperty(MqttPropertyType.TOPIC_ALIAS.value(), 1));
        }
        List<MqttMessage> messages =
                List.of(
                        MqttMessageBuilders.connect()
                                .protocolVersion(version)
                                .clientId("fuzz")
                                .cleanSession(true)
                                .username(rights.hub())
                                .password(
                                        known ? rights.hubPassword().getBytes(UTF_8) : new byte[2])
                                .willFlag(true)
                                .willTopic("t/will")
                                .willMessage(new byte[] {1})
                                .willRetain(true)
                                .build(),
                        MqttMessageBuilders.subscribe()
                                .messageId(1)
                                .addSubscription(MqttQoS.AT_LEAST_ONCE, "$share/g/t/#")
                                .build(),
                        MqttMessageBuilders.publish()
                                .topicName("t/a")
                                .qos(MqttQoS.AT_LEAST_ONCE)
                                .messageId(2)
                                .retained(true)
                                .properties(alias)
                                .payload(Unpooled.wrappedBuffer(new byte[] {1, 2, 3}))
                                .build(),
                        MqttMessage.PINGREQ,
                        MqttMessage.DISCONNECT);
        ByteBuf all = Unpooled.buffer();
        for (MqttMessage message : messages) {
            out.writeOutbound(message);
            for (ByteBuf part; (part = out.readOutbound()) != null; ) {
                all.writeBytes(part);
                part.release();
            }
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    @Test
    void noPacketBreaksTheGate() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (MqttVersion version : MqttVersion.values()) {
            corpus.add(session(version, true));
        }
        corpus.add(session(MqttVersion.MQTT_5, false));
        try (SerialExecutor hashing = new SerialExecutor("fuzz")) {
            Fuzz.run("mqtt", corpus, input -> feed(input, hashing), List.of());
        }
    }

    private void feed(byte[] input, SerialExecutor hashing) {
        BrokerLimits limits = BrokerLimits.DEFAULT;
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        new PacketGuard(limits),
                        new MqttDecoder(limits.packetBytes()),
                        MqttEncoder.INSTANCE,
                        new GateLogin(rights, hashing, limits.packetTimeout()),
                        new TopicAliases(),
                        new GateRights(rights),
                        new MessageGuard(owners, retained));
        channel.writeInbound(Unpooled.wrappedBuffer(input));
        channel.runPendingTasks();
        channel.finishAndReleaseAll();
    }
}
