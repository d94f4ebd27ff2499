// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.alert.delivery.Delivery.Kind;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.common.plugin.Thrown;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one notifier, and knows whether that works. Each kind of failure is logged once until a
 * start is delivered. Not thread-safe: used by the thread of its worker.
 */
final class DeliveryAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryAttempt.class);

    private final Notifier notifier;
    private final String id;
    private final Circuit circuit = new Circuit();
    private final Set<String> reported = new HashSet<>();

    /**
     * @param id the notifier's
     */
    DeliveryAttempt(Notifier notifier, String id) {
        this.notifier = notifier;
        this.id = id;
    }

    boolean isCircuitOpen() {
        return circuit.isOpen();
    }

    /** How long to wait before the next attempt, see {@link Circuit#pause}. */
    Duration pause(int attempt) {
        return circuit.pause(attempt);
    }

    /**
     * One attempt; true if the notifier has it. Takes as long as the notifier does.
     *
     * @param alert of the delivery, with its age
     */
    boolean attempt(Delivery delivery, Alert alert) {
        try {
            switch (delivery.kind()) {
                case START, UPDATE, END -> notifier.deliver(alert);
                case SEEN -> notifier.acknowledged(alert, delivery.who());
                case REMINDER -> notifier.remind(alert);
            }
            if (delivery.kind() == Kind.START) {
                succeeded();
            }
            return true;
        } catch (Throwable e) { // foreign code: also an Error must not end its worker
            failed(delivery, Thrown.readable(e));
            return false;
        }
    }

    /** Only a start counts: there may be nothing to do at the end of what was never shown. */
    private void succeeded() {
        reported.clear();
        if (circuit.succeeded()) {
            LOG.info("notifier {} works again", id);
        }
    }

    private void failed(Delivery delivery, Throwable e) {
        if (reported.add(e.getClass().getName() + e.getMessage())) {
            LOG.warn(
                    "notifier {} could not deliver {} ({}): {}",
                    id,
                    delivery.alert().event().sound().id(),
                    delivery.kind(),
                    e.getMessage(),
                    e);
        }
        if (circuit.failed()) {
            LOG.warn(
                    "notifier {} has failed {} times in a row: retrying every {} s, and without"
                            + " updates, until it works again",
                    id,
                    Circuit.MOST_FAILURES,
                    Circuit.LONGEST.toSeconds());
        }
    }

    /** A call did not return in time. */
    void blocked() {
        circuit.open();
    }
}
