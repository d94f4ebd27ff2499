// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import io.soribit.api.MessageBus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The device at the broker. Its description changes only while it is in the state {@code init}, as
 * the convention demands. What an earlier run left there goes. Thread-safe.
 */
final class HomieDevice implements AutoCloseable {
    private static final String STATE = "$state";
    private static final String DESCRIPTION = "$description";

    private final MessageBus bus;
    private final String prefix;
    private final boolean enabled;
    private final MessageBus.Subscription own;
    private final Map<String, String> told = new HashMap<>();
    private final Set<String> left = new HashSet<>();
    private String state = "";

    /**
     * @param topic of the device
     * @param enabled if not, the device is taken away
     */
    HomieDevice(MessageBus bus, String topic, boolean enabled) {
        this.bus = bus;
        this.enabled = enabled;
        prefix = topic + "/";
        own = bus.subscribe(topic + "/#", this::onMessage);
    }

    /** Publishes what is new. */
    synchronized void show(DeviceTree tree) {
        Map<String, String> wanted = new HashMap<>(tree.values());
        wanted.put(DESCRIPTION, tree.description());
        boolean changed = !tree.description().equals(told.get(DESCRIPTION));
        if (changed) {
            enter("init");
            retain(DESCRIPTION, tree.description());
        }
        left.addAll(told.keySet());
        left.removeAll(wanted.keySet());
        left.forEach(this::takeAway);
        left.clear();
        tree.values().forEach(this::retain);
        enter("ready");
    }

    /** Tells that something momentary has happened. */
    void happened(String property) {
        bus.publish(prefix + property, "true", 0, false);
    }

    private void enter(String next) {
        if (!next.equals(state)) {
            state = next;
            bus.publish(prefix + STATE, next, 2, true);
        }
    }

    private void retain(String topic, String value) {
        if (!value.equals(told.put(topic, value))) {
            // An empty payload would take the topic away: the convention has a zero byte for it.
            bus.publish(prefix + topic, value.isEmpty() ? "\0" : value, 2, true);
        }
    }

    private void takeAway(String topic) {
        told.remove(topic);
        bus.publish(prefix + topic, "", 2, true);
    }

    private synchronized void onMessage(String topic, byte[] payload, boolean retained) {
        String what = topic.substring(prefix.length());
        if (!retained || payload.length == 0 || what.endsWith("/set")) {
            return;
        }
        if (!enabled) {
            // Its state goes first: then the device is no more.
            if (left.add(STATE)) {
                takeAway(STATE);
            }
            takeAway(what);
        } else if (!told.containsKey(what) && !what.equals(STATE) && !what.equals(DESCRIPTION)) {
            left.add(what);
        }
    }

    /** The hub goes, and says so. */
    @Override
    public synchronized void close() {
        own.close();
        if (!state.isEmpty()) {
            enter("disconnected");
        }
    }
}
