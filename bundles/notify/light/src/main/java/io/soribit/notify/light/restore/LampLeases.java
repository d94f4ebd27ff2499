// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.Urgency;
import io.soribit.notify.light.lamp.LampJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which hub uses a lamp, and the state that the lamp had before: retained on {@code
 * soribit/lease/HUB/LAMP}, so that hubs that share a lamp neither flash it at the same time nor
 * take each other's colours for its state. Used on the timer only.
 */
public final class LampLeases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LampLeases.class);

    /**
     * A lamp in use by a hub.
     *
     * @param before the state to restore, and the colours shown meanwhile
     * @param flashing whether it flashes; otherwise its state is being restored
     */
    record Lease(PendingRestore before, Urgency urgency, boolean flashing) {
        ObjectNode toJson() {
            return before.toJson().put("urgency", urgency.name()).put("flashing", flashing);
        }

        static Lease of(ObjectNode json) {
            return new Lease(
                    PendingRestore.of(json),
                    Urgency.valueOf(json.path("urgency").asText()),
                    json.path("flashing").asBoolean());
        }
    }

    /** More lamps, and hubs that are offline, are not noted. */
    private static final int MOST = 500;

    private static final int MOST_HUBS = 16;

    private final MessageBus bus;
    private final String own;
    private final String prefix;
    private final Map<String, Lease> held = new HashMap<>();
    private final Map<String, Map<String, Lease>> others = new HashMap<>();
    private final Set<String> offline = new HashSet<>();
    private final Set<String> malformed = new HashSet<>();
    private final List<MessageBus.Subscription> subscriptions = new ArrayList<>();

    /**
     * Begins to follow the leases of other hubs.
     *
     * @param timer runs what arrives
     */
    public LampLeases(MessageBus bus, Executor timer) {
        this.bus = bus;
        String root = bus.root();
        int slash = root.lastIndexOf('/');
        own = root.substring(slash + 1);
        String parent = root.substring(0, slash + 1);
        prefix = parent + "lease/";
        subscriptions.add(
                bus.subscribe(
                        prefix + "#",
                        (topic, payload, retained) ->
                                timer.execute(() -> received(topic, payload))));
        subscriptions.add(
                bus.subscribe(
                        parent + "+/status",
                        (topic, payload, retained) -> {
                            String hub = topic.substring(parent.length(), topic.lastIndexOf('/'));
                            boolean gone = new String(payload, UTF_8).equals("offline");
                            timer.execute(() -> present(hub, !gone));
                        }));
    }

    private void present(String hub, boolean online) {
        if (online) {
            offline.remove(hub);
        } else if (offline.size() < MOST) {
            offline.add(hub);
        }
    }

    private void received(String topic, byte[] payload) {
        if (!topic.startsWith(prefix)) {
            return; // the filter matches the level above, too
        }
        String path = topic.substring(prefix.length());
        int slash = path.indexOf('/');
        if (slash < 0) {
            return;
        }
        String hub = path.substring(0, slash);
        String lamp = path.substring(slash + 1);
        if (hub.equals(own)) {
            if (payload.length > 0 && !held.containsKey(lamp)) {
                bus.publish(topic, "", 1, true); // left behind by an earlier run
            }
            return;
        }
        try {
            if (payload.length == 0) {
                forget(lamp, hub);
            } else {
                note(lamp, hub, Lease.of(LampJson.read(payload)));
            }
            malformed.remove(topic);
        } catch (IOException | IllegalArgumentException e) {
            if (malformed.size() < MOST && malformed.add(topic)) {
                LOG.warn(
                        "ignoring malformed lease on {}: {}",
                        topic,
                        e instanceof JsonProcessingException ? "not JSON" : e.getMessage());
            }
        }
    }

    private void forget(String lamp, String hub) {
        Map<String, Lease> hubs = others.getOrDefault(lamp, new HashMap<>());
        hubs.remove(hub);
        if (hubs.isEmpty()) {
            others.remove(lamp);
        }
    }

    private void note(String lamp, String hub, Lease lease) {
        if (others.size() >= MOST && !others.containsKey(lamp)) {
            return;
        }
        Map<String, Lease> hubs = others.computeIfAbsent(lamp, l -> new HashMap<>());
        if (hubs.size() < MOST_HUBS || hubs.containsKey(hub)) {
            hubs.put(hub, lease);
        }
    }

    /** Announces that this hub uses a lamp, or what has changed about it. */
    void hold(String lamp, Lease lease) {
        if (!lease.equals(held.put(lamp, lease))) {
            bus.publish(prefix + own + "/" + lamp, lease.toJson().toString(), 1, true);
        }
    }

    /** The lamp has its state. */
    void release(String lamp) {
        if (held.remove(lamp) != null) {
            bus.publish(prefix + own + "/" + lamp, "", 1, true);
        }
    }

    /** Of another hub; also of one that went offline and has not restored the lamp. */
    Optional<Lease> other(String lamp) {
        return others.getOrDefault(lamp, Map.of()).values().stream().findFirst();
    }

    /** Whether another hub flashes a lamp for something at least as urgent. */
    boolean isTaken(String lamp, Urgency urgency) {
        return active(lamp).entrySet().stream()
                .anyMatch(
                        entry ->
                                entry.getValue().flashing()
                                        && (entry.getValue().urgency().compareTo(urgency) > 0
                                                || (entry.getValue().urgency() == urgency
                                                        && entry.getKey().compareTo(own) < 0)));
    }

    /** Whether another hub flashes a lamp. */
    boolean isFlashing(String lamp) {
        return active(lamp).values().stream().anyMatch(Lease::flashing);
    }

    /** Whether restoring a lamp is up to another hub; one of those that have finished does it. */
    boolean isRestoredElsewhere(String lamp) {
        return active(lamp).entrySet().stream()
                .anyMatch(
                        entry -> entry.getValue().flashing() || entry.getKey().compareTo(own) < 0);
    }

    private Map<String, Lease> active(String lamp) {
        Map<String, Lease> all = new HashMap<>(others.getOrDefault(lamp, Map.of()));
        all.keySet().removeAll(offline);
        return all;
    }

    @Override
    public void close() {
        subscriptions.forEach(MessageBus.Subscription::close);
    }
}
