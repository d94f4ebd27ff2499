// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A notification channel: a lamp, a display, a push service. Register it as a service. Each
 * notifier has a thread and a bounded queue of its own: one that blocks or throws harms no other.
 */
@ConsumerType
public interface Notifier {
    /**
     * Unique name, for messages to people.
     *
     * @return the name; it may depend on the configuration
     */
    String id();

    /**
     * Names by which the targets of an alert mean this notifier or a device of it: it receives the
     * alerts that reach one of them. May change at any time. By default its id. None: it receives
     * all alerts, whatever their targets, as a record of them should.
     *
     * @return names; empty for all alerts
     */
    default Set<String> targets() {
        return Set.of(id());
    }

    /**
     * For how long delivery of the start of an alert is retried here, also after a restart. By
     * default as the hub is configured.
     *
     * @return empty for that of the hub
     */
    default Optional<Duration> retryWindow() {
        return Optional.empty();
    }

    /**
     * Delivers an alert; returning is the receipt. An alert may come more than once under one id
     * and phase.
     *
     * @param alert its start, an update or its end, in this order ({@link SoundEvent#phase()})
     * @throws IOException if it could not be delivered, with what is wrong and what to do
     */
    void deliver(Alert alert) throws IOException;

    /**
     * What it means that {@link #deliver} has returned for the start of this alert; asked right
     * after it, on the same thread. An alert that nothing confirms within 5 s reaches more targets.
     * By default that people can notice it.
     *
     * @param alert its start
     * @return what is known by now
     */
    default Receipt receipt(Alert alert) {
        return Receipt.DELIVERED;
    }

    /**
     * A person has seen an alert: what asks for attention stops, unless it is an emergency, which
     * stays active while its sound does. Its end is delivered as usual. Does nothing by default.
     *
     * @param alert as it is now
     * @param by who, or by which channel
     * @throws IOException as for {@link #deliver}
     */
    default void acknowledged(Alert alert, String by) throws IOException {}

    /**
     * Nobody has acknowledged an alert yet: what asks for attention does so again, now also for
     * targets that the alert reaches since it escalated. Does nothing by default.
     *
     * @param alert as it is now
     * @throws IOException as for {@link #deliver}
     */
    default void remind(Alert alert) throws IOException {}
}
