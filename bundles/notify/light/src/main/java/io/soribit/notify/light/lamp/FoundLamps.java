// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lamps that each topic describes. Thread-safe. */
final class FoundLamps {
    private static final Logger LOG = LoggerFactory.getLogger(FoundLamps.class);

    /** More devices than this are not looked at. */
    static final int MOST = 500;

    private static final int LONGEST_NAME = 200;

    private final Consumer<FoundLamp> listener;
    private final Map<String, List<FoundLamp>> byTopic = new ConcurrentHashMap<>();

    /**
     * @param listener receives what is found, also again
     */
    FoundLamps(Consumer<FoundLamp> listener) {
        this.listener = listener;
    }

    boolean isFull() {
        return byTopic.size() >= MOST;
    }

    /** Replaces what the topic described before. */
    void put(String topic, List<FoundLamp> lamps) {
        List<FoundLamp> usable =
                lamps.stream()
                        .filter(one -> one.name().length() <= LONGEST_NAME)
                        .filter(FoundLamps::canBeConfigured)
                        .limit(MOST)
                        .toList();
        if (usable.isEmpty()) {
            byTopic.remove(topic);
        } else if (!isFull() || byTopic.containsKey(topic)) {
            byTopic.put(topic, usable);
            usable.forEach(listener);
        }
    }

    /** Whether the configuration can name it: no comma, no other kind's prefix. */
    private static boolean canBeConfigured(FoundLamp one) {
        try {
            List<String> entries = Lamp.entries(new String[] {one.id()});
            return entries.equals(List.of(one.id()))
                    && Lamp.parse(one.id())
                            .equals(new Lamp(one.kind(), one.name(), Set.of(), false, false));
        } catch (IllegalArgumentException e) {
            LOG.debug("{} is no name for a lamp", one.id(), e);
            return false;
        }
    }

    /** All of them, by id. */
    Map<String, FoundLamp> byId() {
        Map<String, FoundLamp> all = new TreeMap<>();
        byTopic.values().forEach(some -> some.forEach(one -> all.put(one.id(), one)));
        return all;
    }
}
