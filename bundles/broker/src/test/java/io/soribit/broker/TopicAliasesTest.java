// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import org.junit.jupiter.api.Test;

class TopicAliasesTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new TopicAliases());

    private static MqttPublishMessage message(String topic, int alias) {
        MqttProperties properties = new MqttProperties();
        properties.add(new IntegerProperty(MqttPropertyType.TOPIC_ALIAS.value(), alias));
        return MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_MOST_ONCE)
                .properties(properties)
                .payload(Unpooled.EMPTY_BUFFER)
                .build();
    }

    private String passed(String topic, int alias) {
        channel.writeInbound(message(topic, alias));
        MqttPublishMessage passed = channel.readInbound();
        assertThat(passed.variableHeader().properties().isEmpty()).isTrue();
        return passed.variableHeader().topicName();
    }

    @Test
    void anAliasIsReplacedByItsTopic() {
        assertThat(passed("a/b", 1)).isEqualTo("a/b");
        assertThat(passed("c", 2)).isEqualTo("c");
        assertThat(passed("", 1)).isEqualTo("a/b");
        assertThat(passed("d", 1)).isEqualTo("d");
        assertThat(passed("", 1)).isEqualTo("d");
    }

    @Test
    void anUnknownAliasClosesTheConnection() {
        channel.writeInbound(message("", 7));
        assertThat((Object) channel.readInbound()).isNull();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void tooManyAliasesCloseTheConnection() {
        for (int i = 1; channel.isOpen(); i++) {
            assertThat(i).isLessThan(1_000);
            channel.writeInbound(message("t" + i, i));
        }
    }
}
