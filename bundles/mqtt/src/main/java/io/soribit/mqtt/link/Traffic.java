// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import io.soribit.mqtt.link.Subscriptions.Filter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Subscribes and sends on one connection. Used by one thread. */
final class Traffic {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration FLUSH = Duration.ofSeconds(1);

    private final Connection connection;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final Map<String, Filter> subscribed = new HashMap<>();

    Traffic(Connection connection, Outbox outbox, Subscriptions subscriptions) {
        this.connection = connection;
        this.outbox = outbox;
        this.subscriptions = subscriptions;
    }

    /** Updates the subscriptions and sends the next message; waits a second for one at most. */
    void step() throws ConnectionException, InterruptedException {
        subscribe();
        send(IDLE);
    }

    /** Sends what is left, for a second at most. */
    void flush() throws ConnectionException, InterruptedException {
        long deadline = System.nanoTime() + FLUSH.toNanos();
        while (connection.alive() && !outbox.isEmpty() && System.nanoTime() < deadline) {
            send(Duration.ofMillis(20));
        }
    }

    private void send(Duration longest) throws ConnectionException, InterruptedException {
        Outbox.@Nullable Entry entry = outbox.take(longest);
        if (entry != null) {
            connection.send(entry.message(), () -> outbox.acknowledge(entry));
        }
    }

    private void subscribe() throws ConnectionException {
        Map<String, Filter> filters = subscriptions.filters();
        for (var entry : filters.entrySet()) {
            Filter filter = entry.getValue();
            if (!filter.equals(subscribed.get(entry.getKey()))) {
                connection.subscribe(entry.getKey(), filter.id());
                subscribed.put(entry.getKey(), filter);
            }
        }
        for (String filter : subscribed.keySet().toArray(String[]::new)) {
            if (!filters.containsKey(filter)) {
                connection.unsubscribe(filter);
                subscribed.remove(filter);
            }
        }
    }
}
