// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import io.soribit.api.MessageBus;
import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Publishes whether a sound is heard at present: {@code soribit/<hub>/<room or
 * house>/<label>/state}, {@code ON} or {@code OFF}, retained; again, or for the first time, when
 * {@code .../get} requests it. A state that the broker still retains as ON from an earlier run is
 * set to OFF.
 */
@Component(immediate = true)
public final class StateTopics implements SoundListener {
    private static final String ON = "ON";
    private static final String OFF = "OFF";

    private final MessageBus bus;
    private final MessageBus.Subscription own;
    private final MessageBus.Subscription requests;
    private final Map<String, Set<String>> eventsByTopic = new HashMap<>();

    @Activate
    public StateTopics(@Reference MessageBus bus) {
        this.bus = bus;
        own = bus.subscribe(bus.root() + "/+/+/state", this::onRetained);
        requests = bus.subscribe(bus.root() + "/+/+/get", this::onRequest);
    }

    @Deactivate
    synchronized void deactivate() {
        own.close();
        requests.close();
        eventsByTopic.keySet().forEach(topic -> publish(topic, OFF));
        eventsByTopic.clear();
    }

    @Override
    public synchronized void onSound(SoundEvent event) {
        String topic =
                bus.root() + "/" + SoundTopics.level(event) + "/" + event.sound().id() + "/state";
        Set<String> events = eventsByTopic.computeIfAbsent(topic, t -> new HashSet<>());
        if (event.phase() != Phase.END) {
            if (events.add(event.id()) && events.size() == 1) {
                publish(topic, ON);
            }
        } else {
            events.remove(event.id());
            if (events.isEmpty()) {
                eventsByTopic.remove(topic);
                publish(topic, OFF);
            }
        }
    }

    private synchronized void onRetained(String topic, byte[] payload, boolean retained) {
        boolean on = new String(payload, StandardCharsets.UTF_8).equals(ON);
        if (retained && on && !eventsByTopic.containsKey(topic)) {
            publish(topic, OFF);
        }
    }

    private synchronized void onRequest(String topic, byte[] payload, boolean retained) {
        String state = topic.replaceFirst("get$", "state");
        publish(state, eventsByTopic.containsKey(state) ? ON : OFF);
    }

    private void publish(String topic, String state) {
        bus.publish(topic, state, 1, true);
    }
}
