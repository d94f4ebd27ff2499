// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.soribit.broker.users.Rights;
import io.soribit.broker.users.TopicRights;
import io.soribit.broker.users.Users.User;
import io.soribit.common.security.Passwords;
import io.soribit.testkit.LogCapture;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateRightsTest {
    private final TopicRights users =
            new TopicRights(
                    Map.of(
                            "phone",
                            new User(
                                    "phone",
                                    Passwords.hash(new char[8]),
                                    Rights.parse("read=soribit/#;write=soribit/hub/#"))));
    private final EmbeddedChannel channel = new EmbeddedChannel(new GateRights(users));

    private static MqttConnectMessage connect(String user, String will) {
        return MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_5)
                .clientId("c")
                .username(user)
                .password(new byte[1])
                .willFlag(true)
                .willTopic(will)
                .willMessage(new byte[1])
                .build();
    }

    private static MqttMessage publish(String topic) {
        return MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_MOST_ONCE)
                .payload(Unpooled.EMPTY_BUFFER)
                .build();
    }

    @Test
    void changesAreAuditedWithUserAndAddress() {
        try (LogCapture log = LogCapture.by("io.soribit.broker.audit")) {
            channel.writeInbound(connect("phone", "soribit/hub/will"));
            channel.writeInbound(publish("soribit/hub/mode/set"));
            channel.writeInbound(publish("soribit/hub/hall/level"));
            assertThat(log.lines())
                    .containsExactly("INFO phone at embedded publishes soribit/hub/mode/set");
        }
    }

    @Test
    void theHubsOwnChangesAreNot() {
        try (LogCapture log = LogCapture.by("io.soribit.broker.audit")) {
            channel.writeInbound(connect(users.hub(), "a"));
            channel.writeInbound(publish("soribit/hub/mode/set"));
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void aSecondConnectClosesTheConnection() {
        channel.writeInbound(connect("phone", "lamp/1/set"));
        channel.writeInbound(connect(users.hub(), "lamp/1/set"));
        assertThat(channel.isOpen()).isFalse();
        assertThat((Object) channel.readInbound()).isInstanceOf(MqttConnectMessage.class);
        assertThat((Object) channel.readInbound()).isNull();
    }

    @Test
    void soItDoesWithoutUsers() {
        EmbeddedChannel open = new EmbeddedChannel(new GateRights(null));
        open.writeInbound(connect("a", "t"));
        assertThat(open.isOpen()).isTrue();
        open.writeInbound(connect("b", "t"));
        assertThat(open.isOpen()).isFalse();
        assertThat(open.inboundMessages()).hasSize(1);
    }

    @Test
    void aWillWithoutARightIsLeftOut() {
        channel.writeInbound(connect("phone", "lamp/1/set"));
        MqttConnectMessage passed = channel.readInbound();
        assertThat(passed.variableHeader().isWillFlag()).isFalse();
        channel.writeInbound(publish("lamp/1/set"));
        assertThat((Object) channel.readInbound()).isNull();
    }
}
