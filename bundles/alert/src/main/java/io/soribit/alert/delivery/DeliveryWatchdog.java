// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.api.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds alerts that no notifier which reaches people has confirmed in time. Not thread-safe: the
 * desk guards it.
 */
public final class DeliveryWatchdog {
    /** With a check each second, it is noticed within five. */
    static final Duration LIMIT = Duration.ofSeconds(4);

    private static final int MAX = 1_000;

    /**
     * An alert that was sent.
     *
     * @param notifiers ids of those that may have a device for it
     */
    private record Sent(Alert alert, Duration time, Set<String> notifiers) {}

    /**
     * An alert that was not confirmed in time.
     *
     * @param sent the monotonic time at which it was sent
     * @param hasDevice whether anything in use was to show it
     */
    public record Unconfirmed(Alert alert, Duration sent, boolean hasDevice) {}

    private final Map<String, Sent> unconfirmed = new LinkedHashMap<>();

    /** An alert was sent to these notifiers, which reach people. */
    public void sent(Alert alert, Collection<String> notifiers, Duration now) {
        if (unconfirmed.size() < MAX) {
            unconfirmed.put(alert.id(), new Sent(alert, now, new HashSet<>(notifiers)));
        }
    }

    /** One of them has no device for it. */
    public void skipped(String alert, String notifier) {
        Sent sent = unconfirmed.get(alert);
        if (sent != null) {
            sent.notifiers().remove(notifier);
        }
    }

    /** One of them has it. */
    public void confirmed(String alert) {
        unconfirmed.remove(alert);
    }

    public int size() {
        return unconfirmed.size();
    }

    /** Removes and returns those that nobody has confirmed in time. */
    public List<Unconfirmed> takeUnconfirmed(Duration now) {
        List<Unconfirmed> late = new ArrayList<>();
        for (Iterator<Sent> i = unconfirmed.values().iterator(); i.hasNext(); ) {
            Sent sent = i.next();
            if (now.minus(sent.time()).compareTo(LIMIT) >= 0) {
                late.add(new Unconfirmed(sent.alert(), sent.time(), !sent.notifiers().isEmpty()));
                i.remove();
            }
        }
        return late;
    }
}
