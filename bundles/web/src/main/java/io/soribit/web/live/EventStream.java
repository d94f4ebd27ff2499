// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events to all clients. The last events are kept with their ids, so that a client that
 * connects again can continue where it was. The caller serialises {@link #send}, {@link #missed}
 * and {@link #add}.
 */
final class EventStream {
    /** How many events a client may have missed and still continue: fewer than it may queue. */
    static final int KEPT = 200;

    private final String run;
    private final Deque<byte[]> recent = new ArrayDeque<>();
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private long number;

    /**
     * @param run distinguishes the ids of this run of the hub from those of another
     */
    EventStream(String run) {
        this.run = run;
    }

    /** Sends an event to all clients, and keeps it for those that connect again. */
    void send(String name, Object document) {
        number++;
        byte[] event = bytes("id: " + id() + "\n", name, document);
        recent.addLast(event);
        if (recent.size() > KEPT) {
            recent.removeFirst();
        }
        offer(event);
    }

    /** Sends an event that is outdated by the next one of its kind: it is not kept. */
    void sendTransient(String name, Object document) {
        offer(bytes("", name, document));
    }

    private void offer(byte[] event) {
        clients.forEach(client -> client.offer(event));
        clients.removeIf(client -> !client.isOpen());
    }

    /** An event for one client, with the id of the last that was sent to all. */
    byte[] current(String name, Object document) {
        return bytes("id: " + id() + "\n", name, document);
    }

    static byte[] bytes(String head, String name, Object document) {
        return (head + "event: " + name + "\ndata: " + Json.text(document) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The events after one that a client has received.
     *
     * @param lastId the id of that event
     * @return empty if some of them are not kept any more, or if the id is of another run
     */
    Optional<List<byte[]>> missed(@Nullable String lastId) {
        if (lastId == null || !lastId.matches(run + "-[0-9]{1,18}")) {
            return Optional.empty();
        }
        long last = Long.parseLong(lastId.substring(run.length() + 1));
        long removed = number - recent.size();
        if (last > number || last < removed) {
            return Optional.empty();
        }
        return Optional.of(recent.stream().skip(last - removed).toList());
    }

    private String id() {
        return run + "-" + number;
    }

    void add(Client client) {
        clients.add(client);
    }

    void remove(Client client) {
        clients.remove(client);
    }

    int size() {
        return clients.size();
    }
}
