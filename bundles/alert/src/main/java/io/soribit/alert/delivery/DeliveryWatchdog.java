// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.api.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds alerts that no notifier which reaches people has confirmed in time. Not thread-safe: the
 * desk guards it.
 */
public final class DeliveryWatchdog {
    /** With a check each second, it is noticed within five. */
    static final Duration LIMIT = Duration.ofSeconds(4);

    private static final int MAX = 1_000;

    /** An alert that was sent, and when. */
    private record Sent(Alert alert, Duration time) {}

    private final Map<String, Sent> unconfirmed = new LinkedHashMap<>();

    /** An alert was sent to notifiers that reach people. */
    public void sent(Alert alert, Duration now) {
        if (unconfirmed.size() < MAX) {
            unconfirmed.put(alert.id(), new Sent(alert, now));
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
    public List<Alert> takeUnconfirmed(Duration now) {
        List<Alert> late = new ArrayList<>();
        for (Iterator<Sent> i = unconfirmed.values().iterator(); i.hasNext(); ) {
            Sent sent = i.next();
            if (now.minus(sent.time()).compareTo(LIMIT) >= 0) {
                late.add(sent.alert());
                i.remove();
            }
        }
        return late;
    }
}
