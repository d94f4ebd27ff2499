// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Queues messages until the broker has acknowledged them, in order; those with a receipt go first.
 * Without a connection, or with one that is too slow, only the last of each retained topic and the
 * newest of all others are kept. The last of each retained topic is kept for good and sent again on
 * each connection, since a broker may restart without what it retained. Thread-safe.
 */
public final class Outbox {
    /** A message and its place in the order. */
    record Entry(long number, Message message) {}

    private final int capacity;
    private final TreeMap<Long, Entry> priority = new TreeMap<>();
    private final TreeMap<Long, Entry> waiting = new TreeMap<>();
    private final TreeMap<Long, Entry> unacknowledged = new TreeMap<>();
    private final Map<String, Entry> retained = new LinkedHashMap<>();
    private int window = 1;
    private long next;
    private final TreeSet<Long> droppable = new TreeSet<>();
    private long dropped;
    private boolean open;
    private boolean woken;

    /**
     * @param capacity limit of droppable messages
     */
    public Outbox(int capacity) {
        this.capacity = capacity;
    }

    public synchronized void add(Message message) {
        if (message.expiry != null && !open) {
            message.drop();
            return;
        }
        Entry entry = new Entry(next++, message);
        if (message.retained) {
            @Nullable Entry older = retained.remove(message.topic);
            boolean behind = !open || waiting.size() > capacity / 2;
            if (older != null && behind) {
                waiting.remove(older.number);
            }
            retained.put(message.topic, entry);
        }
        enqueue(entry);
        notifyAll();
    }

    /**
     * All messages that are not acknowledged or retained go to the new connection.
     *
     * @param mostUnacknowledged limit of messages in flight
     */
    synchronized void connectionOpened(int mostUnacknowledged) {
        window = mostUnacknowledged;
        open = true;
        List<Entry> again = new ArrayList<>(unacknowledged.values());
        unacknowledged.clear();
        again.removeIf(entry -> entry.message.retained);
        again.addAll(retained.values());
        for (Entry entry : again) {
            if (!waiting.containsKey(entry.number)) {
                enqueue(entry);
            }
        }
    }

    synchronized void connectionClosed() {
        open = false;
        removeExpiring(unacknowledged, Message::lose);
        removeExpiring(priority, Message::drop);
        waiting.values()
                .removeIf(e -> e.message.retained && !e.equals(retained.get(e.message.topic)));
    }

    private static void removeExpiring(Map<Long, Entry> entries, Consumer<Message> end) {
        List<Message> expiring =
                entries.values().stream()
                        .map(Entry::message)
                        .filter(message -> message.expiry != null)
                        .toList();
        entries.values().removeIf(entry -> entry.message.expiry != null);
        expiring.forEach(end);
    }

    private void dropExpired() {
        List<Message> expired =
                priority.values().stream().map(Entry::message).filter(Message::isExpired).toList();
        priority.values().removeIf(entry -> expired.contains(entry.message));
        expired.forEach(Message::drop);
    }

    /**
     * The next message to send.
     *
     * @return null after the timeout, or after {@link #wake()}
     */
    synchronized @Nullable Entry take(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!woken && (isIdle() || unacknowledged.size() >= window)) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return null;
            }
            wait(millis);
        }
        dropExpired();
        if (isIdle()) {
            return null;
        }
        if (woken) {
            woken = false;
            return null;
        }
        Entry entry = (priority.isEmpty() ? waiting : priority).pollFirstEntry().getValue();
        droppable.remove(entry.number);
        unacknowledged.put(entry.number, entry);
        return entry;
    }

    synchronized void acknowledge(Entry entry) {
        if (unacknowledged.remove(entry.number) == null && !entry.message.retained) {
            remove(entry); // The receipt came late: there is a new connection now.
        }
        entry.message.acknowledged();
        if (entry.message.deletes()) {
            retained.remove(entry.message.topic, entry);
        }
        notifyAll();
    }

    /** Makes {@link #take} return at once. */
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    synchronized boolean isEmpty() {
        return isIdle() && unacknowledged.isEmpty();
    }

    synchronized int waiting() {
        return waiting.size() + priority.size();
    }

    private boolean isIdle() {
        return waiting.isEmpty() && priority.isEmpty();
    }

    /** Messages that were dropped since the last call. */
    synchronized long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }

    private void remove(Entry entry) {
        waiting.remove(entry.number);
        priority.remove(entry.number);
        droppable.remove(entry.number);
    }

    private void enqueue(Entry entry) {
        (entry.message.kept ? priority : waiting).put(entry.number, entry);
        if (entry.message.droppable()) {
            droppable.add(entry.number);
        }
        if (droppable.size() > capacity) {
            waiting.remove(droppable.pollFirst());
            dropped++;
        }
    }
}
