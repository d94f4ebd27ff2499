// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import io.soribit.api.MessageBus;
import io.soribit.common.room.OtherHubs;
import io.soribit.common.room.RoomTopics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what the broker retains of rooms that this hub no longer has, unless another hub of the
 * same name has them. Thread-safe.
 */
final class RemovedRooms implements AutoCloseable {
    /** All sources have appeared by then, and other hubs have published their health. */
    static final Duration SETTLED = Duration.ofMinutes(1);

    /** Rooms and topics of each that are noted. */
    private static final int MOST = 1_000;

    private final MessageBus bus;
    private final OtherHubs others;
    private final List<MessageBus.Subscription> subscriptions;
    private final Map<String, Set<String>> topicsByLevel = new TreeMap<>();
    private @Nullable Duration connectedSince;

    RemovedRooms(MessageBus bus) {
        this.bus = bus;
        others = new OtherHubs(bus);
        subscriptions =
                List.of(
                        bus.subscribe(bus.root() + "/+/listening", this::onMessage),
                        bus.subscribe(bus.root() + "/+/+/state", this::onMessage));
    }

    private synchronized void onMessage(String topic, byte[] payload, boolean retained) {
        String level = topic.substring(bus.root().length() + 1).split("/", 2)[0];
        if (RoomTopics.isReserved(level)) {
            return;
        }
        if (payload.length == 0) {
            topicsByLevel.getOrDefault(level, new TreeSet<>()).remove(topic);
        } else if (topicsByLevel.size() < MOST || topicsByLevel.containsKey(level)) {
            Set<String> topics = topicsByLevel.computeIfAbsent(level, l -> new TreeSet<>());
            if (topics.size() < MOST) {
                topics.add(topic);
            }
        }
    }

    /**
     * Deletes what is retained of all other rooms.
     *
     * @param rooms all rooms that this hub has had since its start
     * @param now monotonic time
     */
    synchronized void look(Collection<String> rooms, Duration now) {
        if (!bus.connected()) {
            connectedSince = null;
            return;
        }
        if (connectedSince == null) {
            connectedSince = now;
        }
        if (now.minus(connectedSince).compareTo(SETTLED) < 0) {
            return;
        }
        Set<String> levels = rooms.stream().map(RoomTopics::level).collect(Collectors.toSet());
        topicsByLevel.forEach(
                (level, topics) -> {
                    if (!levels.contains(level) && !others.hasRoom(level)) {
                        topics.forEach(topic -> bus.publish(topic, "", 1, true));
                        topics.clear();
                    }
                });
    }

    @Override
    public void close() {
        subscriptions.forEach(MessageBus.Subscription::close);
        others.close();
    }
}
