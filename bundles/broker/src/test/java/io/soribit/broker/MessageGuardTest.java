// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import org.junit.jupiter.api.Test;

class MessageGuardTest {
    private static final String LONG = "t".repeat(65_535);

    private final RetainedTopics retained = new RetainedTopics(10, 1 << 20);
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new MessageGuard(new SessionOwners(null), retained));

    private boolean retains(String topic) {
        channel.writeInbound(
                MqttMessageBuilders.publish()
                        .topicName(topic)
                        .qos(MqttQoS.AT_MOST_ONCE)
                        .retained(true)
                        .payload(Unpooled.wrappedBuffer(new byte[1]))
                        .build());
        MqttPublishMessage passed = channel.readInbound();
        assertThat(passed.variableHeader().topicName()).isEqualTo(topic);
        boolean retain = passed.fixedHeader().isRetain();
        passed.release();
        return retain;
    }

    @Test
    void aMessageOfALongTopicIsDeliveredButNotRetained() {
        assertThat(retains(LONG)).isFalse();
        assertThat(retains("t")).isTrue();
        assertThat(retained.topics()).isEqualTo(1);
    }

    @Test
    void soIsALastWill() {
        channel.writeInbound(
                MqttMessageBuilders.connect()
                        .protocolVersion(MqttVersion.MQTT_5)
                        .clientId("c")
                        .willFlag(true)
                        .willTopic(LONG)
                        .willMessage(new byte[1])
                        .willRetain(true)
                        .build());
        MqttConnectMessage passed = channel.readInbound();
        assertThat(passed.variableHeader().isWillFlag()).isTrue();
        assertThat(passed.variableHeader().isWillRetain()).isFalse();
        assertThat(retained.topics()).isZero();
    }
}
