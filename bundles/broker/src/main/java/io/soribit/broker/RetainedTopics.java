// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts for retained messages, which the broker keeps in memory, and for their topics, which the
 * hub keeps. Thread-safe.
 */
final class RetainedTopics {
    static final int LONGEST_TOPIC = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(RetainedTopics.class);
    private static final long MOST_TOPIC_CHARACTERS = 16L << 20;

    private final int mostTopics;
    private final long mostBytes;
    private final long mostCharacters;
    private final Map<String, Integer> bytesByTopic = new HashMap<>();
    private long bytes;
    private long characters;
    private boolean incomplete;

    RetainedTopics(int mostTopics, long mostBytes) {
        this(mostTopics, mostBytes, MOST_TOPIC_CHARACTERS);
    }

    /**
     * @param mostBytes of payloads and topics
     * @param mostCharacters of topics
     */
    RetainedTopics(int mostTopics, long mostBytes, long mostCharacters) {
        this.mostTopics = mostTopics;
        this.mostBytes = mostBytes;
        this.mostCharacters = mostCharacters;
    }

    /** A topic that the broker has retained in an earlier run. */
    synchronized void add(String topic, int size) {
        if (!bytesByTopic.containsKey(topic) && !put(topic, size) && !incomplete) {
            incomplete = true;
            LOG.warn(
                    "the MQTT broker has retained more in earlier runs than its limits allow:"
                            + " counting {} topics. See retained_topics in"
                            + " etc/io.soribit.broker.cfg",
                    bytesByTopic.size());
        }
    }

    /**
     * Whether a message may be retained; if so it counts.
     *
     * @param size of its payload; 0 deletes
     */
    synchronized boolean retain(String topic, int size) {
        if (size == 0) {
            remove(topic);
            return true;
        }
        return put(topic, size);
    }

    private void remove(String topic) {
        @Nullable Integer before = bytesByTopic.remove(topic);
        if (before != null) {
            bytes -= before;
            characters -= topic.length();
        }
    }

    private boolean put(String topic, int size) {
        @Nullable Integer before = bytesByTopic.get(topic);
        int length = topic.length();
        long bytesAfter = bytes - (before == null ? 0 : before) + size + length;
        boolean full =
                before == null
                        && (bytesByTopic.size() >= mostTopics
                                || length > LONGEST_TOPIC
                                || characters + length > mostCharacters);
        if (full || bytesAfter > mostBytes) {
            return false;
        }
        bytesByTopic.put(topic, size + length);
        bytes = bytesAfter;
        characters += before == null ? length : 0;
        return true;
    }

    synchronized int topics() {
        return bytesByTopic.size();
    }
}
