// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts for retained messages: Artemis keeps a queue in memory for each. Thread-safe. */
final class RetainedTopics {
    private final BrokerLimits limits;
    private final Map<String, Integer> bytesByTopic = new HashMap<>();
    private long bytes;

    RetainedTopics(BrokerLimits limits) {
        this.limits = limits;
    }

    /** A topic that the broker has retained in an earlier run. */
    synchronized void add(String topic) {
        bytesByTopic.putIfAbsent(topic, 0);
    }

    /**
     * Whether a message may be retained; if so it counts.
     *
     * @param size of its payload; 0 deletes
     */
    synchronized boolean retain(String topic, int size) {
        @Nullable Integer before = bytesByTopic.get(topic);
        if (size == 0) {
            bytesByTopic.remove(topic);
            bytes -= before == null ? 0 : before;
            return true;
        }
        long after = bytes - (before == null ? 0 : before) + size;
        boolean full = before == null && bytesByTopic.size() >= limits.retainedTopics();
        if (full || after > limits.retainedBytes()) {
            return false;
        }
        bytesByTopic.put(topic, size);
        bytes = after;
        return true;
    }

    synchronized int topics() {
        return bytesByTopic.size();
    }
}
