// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.notify.light.lamp.LampJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which hub uses a lamp, and the state that the lamp had before: retained on {@code
 * soribit/lease/HUB/LAMP}. A hub claims a lamp, and has it once the broker has sent that claim back
 * and no earlier claim stands; it has it until it passes the lamp on or releases it, which it does
 * when nothing that it has sent can take effect any more. So no two hubs change a lamp at the same
 * time, however slow the network is. Used on the timer only.
 */
public final class LampLeases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LampLeases.class);

    /** A hub that is silent for so long has lost its claim. */
    private static final Duration SILENT = Duration.ofSeconds(90);

    /** So does one whose connection the broker has lost for so long. */
    private static final Duration OFFLINE = HeldLease.VALID.plus(SentMessage.LATENCY);

    /** More lamps, and hubs that are offline, are not noted. */
    private static final int MOST = 500;

    private final MessageBus bus;
    private final Supplier<Duration> clock;
    private final String own;
    private final String prefix;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, HeldLease> held = new HashMap<>();
    private final Map<String, LeaseQueue> queues = new HashMap<>();
    private final Map<String, Duration> offline = new HashMap<>();
    private final Set<String> malformed = new HashSet<>();
    private final List<MessageBus.Subscription> subscriptions = new ArrayList<>();

    /** When no answer means that none will come; null until the broker has taken the question. */
    private @Nullable Duration unansweredAt;

    private boolean answered;
    private boolean warned;
    private long number;

    /**
     * Begins to follow the leases of other hubs.
     *
     * @param timer runs what arrives
     * @param clock monotonic time
     */
    public LampLeases(MessageBus bus, Executor timer, Supplier<Duration> clock) {
        this.bus = bus;
        this.clock = clock;
        String root = bus.root();
        int slash = root.lastIndexOf('/');
        own = root.substring(slash + 1);
        String parent = root.substring(0, slash + 1);
        prefix = parent + "lease/";
        subscriptions.add(
                bus.subscribe(
                        prefix + "#",
                        (topic, payload, retained) ->
                                timer.execute(() -> received(topic, payload, retained))));
        subscriptions.add(
                bus.subscribe(
                        parent + "+/status",
                        (topic, payload, retained) -> {
                            String hub = topic.substring(parent.length(), topic.lastIndexOf('/'));
                            boolean gone = new String(payload, UTF_8).equals("offline");
                            timer.execute(() -> present(hub, !gone));
                        }));
        // The receipt, which comes where the hub may not read, too, comes with the answer or after.
        var unused =
                bus.send(prefix + own, new byte[0], 1)
                        .whenComplete(
                                (receipt, failure) ->
                                        timer.execute(() -> awaitAnswer(failure == null)));
    }

    private void awaitAnswer(boolean asked) {
        unansweredAt = clock.get().plus(asked ? SentMessage.LATENCY : SILENT);
    }

    /** Whether the broker sends leases back to nobody: then lamps flash without them. */
    private boolean isUnanswered() {
        Duration at = unansweredAt;
        boolean unanswered =
                !answered && at != null && bus.connected() && clock.get().compareTo(at) >= 0;
        if (unanswered && !warned) {
            warned = true;
            LOG.warn(
                    "the broker does not send back what the hub publishes on {}#: other hubs may"
                            + " flash the same lamps at the same time; allow the hub to read these"
                            + " topics",
                    prefix);
        }
        return unanswered;
    }

    private void present(String hub, boolean online) {
        if (online) {
            offline.remove(hub);
        } else if (offline.size() < MOST) {
            offline.putIfAbsent(hub, clock.get());
        }
    }

    private void received(String topic, byte[] payload, boolean retained) {
        if (!topic.startsWith(prefix)) {
            return; // the filter matches the level above, too
        }
        String path = topic.substring(prefix.length());
        if (path.equals(own)) {
            answered |= !retained; // the hub may read leases
            return;
        }
        int slash = path.indexOf('/');
        if (slash < 0) {
            return;
        }
        String hub = path.substring(0, slash);
        String lamp = path.substring(slash + 1);
        try {
            @Nullable ObjectNode json = payload.length == 0 ? null : LampJson.read(payload);
            if (hub.equals(own)) {
                receivedOwn(topic, lamp, json, retained);
            } else if (json == null || Lease.isReleased(json)) {
                ifKnown(lamp).ifPresent(queue -> queue.remove(hub, clock.get()));
            } else if (queues.size() < MOST || queues.containsKey(lamp)) {
                queue(lamp).put(hub, Lease.of(json), clock.get());
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

    /** The broker sends back a claim in its place among those of other hubs. */
    private void receivedOwn(
            String topic, String lamp, @Nullable ObjectNode json, boolean retained) {
        @Nullable HeldLease lease = held.get(lamp);
        answered |= !retained;
        if (json == null) {
            return;
        }
        Lease sent = Lease.of(json);
        if (retained) {
            if (lease == null && !sent.claim().startsWith(run)) {
                bus.publish(topic, "", 1, true); // left behind by an earlier run
            }
            return; // says nothing of its place
        }
        if (lease != null && !Lease.isReleased(json) && lease.returned(sent)) {
            queue(lamp).put(own, sent, clock.get());
        }
    }

    private LeaseQueue queue(String lamp) {
        return queues.computeIfAbsent(lamp, l -> new LeaseQueue(own));
    }

    private Optional<LeaseQueue> ifKnown(String lamp) {
        return Optional.ofNullable(queues.get(lamp));
    }

    private boolean isGone(String hub, Duration heardAt) {
        Duration now = clock.get();
        @Nullable Duration since = offline.get(hub);
        return now.compareTo(heardAt.plus(SILENT)) >= 0
                || (since != null
                        && now.compareTo(since.plus(OFFLINE)) >= 0
                        && now.compareTo(heardAt.plus(OFFLINE)) >= 0);
    }

    /** Claims a lamp, or announces what has changed about it. */
    void hold(String lamp, Lease content) {
        @Nullable HeldLease lease = held.get(lamp);
        if (lease == null) {
            lease = new HeldLease();
            held.put(lamp, lease);
            claim(lamp, lease, content);
        } else if (!lease.says(content)) {
            publish(lamp, lease, content.numbered(lease.claim(), ++number));
        }
    }

    /** Gives up a lamp and claims it again, after all others that want it. */
    void passOn(String lamp, Lease content) {
        @Nullable HeldLease lease = held.get(lamp);
        if (lease != null) {
            ifKnown(lamp).ifPresent(queue -> queue.remove(own, clock.get()));
            claim(lamp, lease, content);
        }
    }

    private void claim(String lamp, HeldLease lease, Lease content) {
        long next = ++number;
        publish(lamp, lease, content.numbered(run + "-" + next, next));
    }

    private void publish(String lamp, HeldLease lease, Lease content) {
        lease.sent(content, clock.get());
        bus.publish(prefix + own + "/" + lamp, content.toJson().toString(), 1, true);
    }

    /** Says again that it is held, lest it lapse; to be called often while it is used. */
    void refresh(String lamp) {
        @Nullable HeldLease lease = held.get(lamp);
        if (lease != null && bus.connected() && lease.isDue(clock.get())) {
            publish(lamp, lease, lease.content().numbered(lease.claim(), ++number));
        }
    }

    /** The lamp has its state, and nothing that was sent to it can take effect any more. */
    void release(String lamp) {
        @Nullable HeldLease lease = held.remove(lamp);
        if (lease != null) {
            ifKnown(lamp).ifPresent(queue -> queue.remove(own, clock.get()));
            Lease last = lease.content().numbered(lease.claim(), ++number);
            bus.publish(prefix + own + "/" + lamp, last.toReleased().toString(), 1, true);
        }
    }

    boolean isHeld(String lamp) {
        return held.containsKey(lamp);
    }

    /** Whether this hub may change the lamp now. */
    boolean isOwn(String lamp) {
        @Nullable HeldLease lease = held.get(lamp);
        return lease != null
                && (isUnanswered()
                        || (lease.isValid(clock.get())
                                && queue(lamp).isOwn(this::isGone, clock.get())));
    }

    /** Whether the broker has not confirmed for so long that others may have taken the lamp. */
    boolean isLapsed(String lamp) {
        @Nullable HeldLease lease = held.get(lamp);
        return lease != null && lease.isLapsed(clock.get());
    }

    /** Whether another hub has the lamp, or had it a moment ago. */
    boolean isOther(String lamp) {
        return ifKnown(lamp).map(q -> q.isOther(this::isGone, clock.get())).orElse(false);
    }

    /** Whether another hub had the lamp a moment ago. */
    boolean wasOther(String lamp) {
        return ifKnown(lamp).map(q -> q.wasOther(clock.get())).orElse(false);
    }

    /** What another hub says that has the lamp, or had it a moment ago. */
    Optional<Lease> other(String lamp) {
        return ifKnown(lamp).flatMap(q -> q.last(this::isGone, clock.get()));
    }

    /** Whether the lamp is to be passed on to another hub. */
    boolean isOutranked(String lamp, boolean used) {
        @Nullable HeldLease lease = held.get(lamp);
        return lease != null
                && ifKnown(lamp)
                        .map(q -> q.isOutranked(lease.content(), used, clock.get()))
                        .orElse(false);
    }

    @Override
    public void close() {
        subscriptions.forEach(MessageBus.Subscription::close);
    }
}
