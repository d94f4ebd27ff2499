// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts for retained messages, which the broker keeps in memory. Thread-safe. */
final class RetainedTopics {
    private final int mostTopics;
    private final long mostBytes;
    private final Map<String, Integer> bytesByTopic = new HashMap<>();
    private long bytes;

    RetainedTopics(int mostTopics, long mostBytes) {
        this.mostTopics = mostTopics;
        this.mostBytes = mostBytes;
    }

    /** A topic that the broker has retained in an earlier run. */
    synchronized void add(String topic, int size) {
        if (bytesByTopic.putIfAbsent(topic, size) == null) {
            bytes += size;
        }
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
        boolean full = before == null && bytesByTopic.size() >= mostTopics;
        if (full || after > mostBytes) {
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
