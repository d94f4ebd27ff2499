// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.alert.delivery.Delivery.Kind;
import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that wait for one notifier. The most urgent is taken first; those of one alert stay in
 * order, so that one that waits for its retry holds back what follows it, and nothing else. A newer
 * update replaces an older one; when the queue is full, updates and reminders are dropped first,
 * then the oldest delivery. Thread-safe.
 */
final class DeliveryQueue {
    private final int capacity;
    private final MonotonicClock clock;
    private final Pause pause;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private @Nullable Duration heldUntil;
    private boolean woken;

    DeliveryQueue(int capacity, MonotonicClock clock, Pause pause) {
        this.capacity = capacity;
        this.clock = clock;
        this.pause = pause;
    }

    /** Adds one and returns the one that was dropped, unless that is a mere update or reminder. */
    synchronized Optional<Delivery> add(Delivery delivery) {
        @Nullable Delivery lost = null;
        waiting.removeIf(delivery::replaces);
        if (waiting.size() >= capacity && !removeOldestPassing()) {
            if (delivery.kind().isPassing()) {
                return Optional.empty();
            }
            lost = waiting.pollFirst();
        }
        waiting.addLast(delivery);
        notifyAll();
        return Optional.ofNullable(lost);
    }

    /** Puts one back that failed, before all that follows it; a reminder only if still current. */
    synchronized void addAgain(Delivery failed) {
        boolean outdated =
                failed.kind() == Kind.REMINDER
                        && waiting.stream()
                                .filter(d -> d.id().equals(failed.id()))
                                .anyMatch(d -> d.kind() == Kind.SEEN || d.kind() == Kind.REMINDER);
        if (!outdated) {
            waiting.addFirst(failed);
        }
    }

    /** Nothing is due before this time. */
    synchronized void holdUntil(Duration time) {
        heldUntil = time;
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Whether nothing can be taken right now. */
    synchronized boolean isIdle() {
        return next(clock.now()).isEmpty();
    }

    /** Whether the start of an alert waits. */
    synchronized boolean holdsStart(String alert) {
        return waiting.stream().anyMatch(d -> d.kind() == Kind.START && d.id().equals(alert));
    }

    /** Waits for the next delivery that is due; null after {@link #wake()}. */
    synchronized @Nullable Delivery take() throws InterruptedException {
        while (!woken) {
            Duration now = clock.now();
            Optional<Delivery> next = next(now);
            if (next.isPresent()) {
                waiting.remove(next.get());
                return next.get();
            }
            Optional<Duration> due = heads().stream().map(this::due).min(Comparator.naturalOrder());
            if (due.isPresent()) {
                pause.await(this, due.get().minus(now));
            } else {
                wait();
            }
        }
        woken = false;
        return null;
    }

    /** Makes {@link #take} return. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    private Optional<Delivery> next(Duration now) {
        return heads().stream()
                .filter(head -> due(head).compareTo(now) <= 0)
                .reduce((a, b) -> b.alert().urgency().compareTo(a.alert().urgency()) > 0 ? b : a);
    }

    private Duration due(Delivery delivery) {
        Duration held = heldUntil;
        return held == null || held.compareTo(delivery.due()) < 0 ? delivery.due() : held;
    }

    /** The first delivery of each alert. */
    private List<Delivery> heads() {
        Set<String> alerts = new HashSet<>();
        List<Delivery> heads = new ArrayList<>();
        for (Delivery delivery : waiting) {
            if (alerts.add(delivery.id())) {
                heads.add(delivery);
            }
        }
        return heads;
    }

    private boolean removeOldestPassing() {
        for (Iterator<Delivery> i = waiting.iterator(); i.hasNext(); ) {
            if (i.next().kind().isPassing()) {
                i.remove();
                return true;
            }
        }
        return false;
    }
}
