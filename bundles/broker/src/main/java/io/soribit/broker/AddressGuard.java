// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import io.soribit.broker.limit.RecentTopics;
import io.soribit.broker.limit.RecentTopics.Use;
import io.soribit.broker.log.ClosingLog;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection that fills Artemis with topics and subscriptions, of which each takes
 * kilobytes of the hub's heap. While there are many topics, those who have used few may still add
 * some. The hub itself has no limit where it has a password.
 */
final class AddressGuard extends ChannelInboundHandlerAdapter {
    /** Topics of all clients. */
    static final int MANY = 2_000;

    static final int MOST = 4_000;

    /** Topics of a connection that has used few. */
    static final int FEW = 50;

    /** Subscriptions of a connection. */
    static final int SUBSCRIPTIONS = 1_000;

    /** Queues of all: subscriptions, and retained messages. */
    static final int QUEUES = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(AddressGuard.class);

    private final SessionOwners owners;
    private final RecentTopics topics;
    private final IntSupplier queues;
    private boolean hub;
    private int used;
    private final Set<String> filters = new HashSet<>();

    /**
     * @param queues how many Artemis has
     */
    AddressGuard(SessionOwners owners, RecentTopics topics, IntSupplier queues) {
        this.owners = owners;
        this.topics = topics;
        this.queues = queues;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof MqttMessage packet)
                || packet.decoderResult().isFailure()
                || admits(packet)) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        ClosingLog.warn(
                LOG,
                context.channel(),
                "closing the MQTT connection of {}: too many new topics or subscriptions for a"
                        + " broker inside the hub. Mosquitto holds more (bundles/broker/README.md)",
                context.channel().remoteAddress());
        var unused = context.close();
    }

    private boolean admits(MqttMessage packet) {
        if (packet instanceof MqttConnectMessage connect) {
            hub = owners.isHub(connect);
            @Nullable String will = connect.payload().willTopic();
            return hub || will == null || mayUse(will);
        }
        if (hub) {
            return true;
        }
        if (packet instanceof MqttPublishMessage publish) {
            return mayUse(publish.variableHeader().topicName());
        }
        if (packet instanceof MqttUnsubscribeMessage unsubscribe) {
            unsubscribe.payload().topics().forEach(filters::remove);
        }
        return !(packet instanceof MqttSubscribeMessage subscribe)
                || mayAdd(subscribe.payload().topicSubscriptions());
    }

    private boolean mayUse(String topic) {
        Use use = topics.use(topic, used < FEW ? MOST : MANY);
        if (use == Use.NEW) {
            used++;
        }
        return use != Use.REFUSED;
    }

    private boolean mayAdd(List<MqttTopicSubscription> more) {
        int before = filters.size();
        for (MqttTopicSubscription one : more) {
            if (one.topicFilter().length() > RetainedTopics.LONGEST_TOPIC) {
                return false;
            }
            filters.add(one.topicFilter());
        }
        int added = filters.size() - before;
        return added == 0
                || (filters.size() <= SUBSCRIPTIONS && queues.getAsInt() + added <= QUEUES);
    }
}
