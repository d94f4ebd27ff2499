// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.MessageBus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The device at the broker. Its description changes only in the state {@code init}, as the
 * convention requires. Topics of an earlier run are deleted. Thread-safe.
 */
final class HomieDevice implements AutoCloseable {
    private static final String STATE = "$state";
    private static final String DESCRIPTION = "$description";
    private static final String LOST = "lost";

    /** Topics that are deleted at once; more of them at the next start. */
    private static final int MOST_STALE = 10_000;

    private final MessageBus bus;
    private final String prefix;
    private final boolean enabled;
    private final MessageBus.Subscription own;
    private final MessageBus.Subscription will;
    private final Map<String, String> published = new HashMap<>();
    private final Set<String> stale = new HashSet<>();
    private String state = "";

    /**
     * @param topic of the device
     * @param enabled if not, the device is deleted
     */
    HomieDevice(MessageBus bus, String topic, boolean enabled) {
        this.bus = bus;
        this.enabled = enabled;
        prefix = topic + "/";
        own = bus.subscribe(topic + "/#", this::onMessage);
        will = enabled ? bus.lastWill(prefix + STATE, LOST) : () -> {};
    }

    /** Publishes what has changed. */
    synchronized void show(DeviceTree tree) {
        Map<String, String> current = new HashMap<>(tree.values());
        current.put(DESCRIPTION, tree.description());
        boolean changed = !tree.description().equals(published.get(DESCRIPTION));
        if (changed) {
            enter("init");
            retain(DESCRIPTION, tree.description());
        }
        stale.addAll(published.keySet());
        stale.removeAll(current.keySet());
        stale.forEach(this::delete);
        stale.clear();
        tree.values().forEach(this::retain);
        enter("ready");
    }

    /** Publishes a momentary event. */
    void event(String property) {
        bus.publish(prefix + property, "true", 0, false);
    }

    private void enter(String next) {
        if (!next.equals(state)) {
            state = next;
            bus.publish(prefix + STATE, next, 2, true);
        }
    }

    private void retain(String topic, String value) {
        if (!value.equals(published.put(topic, value))) {
            // An empty payload would delete the topic: the convention uses a zero byte instead.
            bus.publish(prefix + topic, value.isEmpty() ? "\0" : value, 2, true);
        }
    }

    private void delete(String topic) {
        published.remove(topic);
        bus.publish(prefix + topic, "", 2, true);
    }

    private synchronized void onMessage(String topic, byte[] payload, boolean retained) {
        if (!topic.startsWith(prefix)) {
            return; // the filter matches the level above, too
        }
        String what = topic.substring(prefix.length());
        if (what.equals(STATE) && new String(payload, UTF_8).equals(LOST) && !state.isEmpty()) {
            // The broker was left without a goodbye, and the hub is back, or only the will was
            // lost.
            bus.publish(prefix + STATE, state, 2, true);
            return;
        }
        if (!retained || payload.length == 0 || what.endsWith("/set")) {
            return;
        }
        if (!enabled) {
            // Its state is deleted first: that removes the device.
            if (stale.add(STATE)) {
                delete(STATE);
            }
            delete(what);
        } else if (!published.containsKey(what)
                && !what.equals(STATE)
                && !what.equals(DESCRIPTION)
                && stale.size() < MOST_STALE) {
            stale.add(what);
        }
    }

    /** Publishes that the device is disconnected. */
    @Override
    public void close() {
        own.close();
        synchronized (this) {
            if (!state.isEmpty()) {
                enter("disconnected");
            }
        }
        will.close();
    }
}
