// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.alert.delivery.DeliveryQueue.Delivery;
import io.soribit.alert.delivery.DeliveryQueue.Kind;
import io.soribit.api.Notifier;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands deliveries to one notifier, and knows whether that works. Each kind of failure is logged
 * once until a start is delivered. Not thread-safe: used by the thread of its worker.
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

    /** Whether this is worth an attempt: what passes is left out while nothing works. */
    boolean isWorthwhile(Kind kind) {
        return !kind.isPassing() || !circuit.isOpen();
    }

    /** How long to wait before the next attempt, see {@link Circuit#pause}. */
    Duration pause(int attempt) {
        return circuit.pause(attempt);
    }

    /** One attempt; true if the notifier has it. Takes as long as the notifier does. */
    boolean attempt(Delivery delivery) {
        try {
            switch (delivery.kind()) {
                case START, UPDATE, END -> notifier.deliver(delivery.alert());
                case SEEN -> notifier.acknowledged(delivery.alert(), delivery.who());
                case REMINDER -> notifier.remind(delivery.alert());
            }
            if (delivery.kind() == Kind.START) {
                works();
            }
            return true;
        } catch (IOException | RuntimeException | LinkageError e) {
            failed(delivery, e);
            return false;
        }
    }

    /** Only a start tells: there may be nothing to do at the end of what was never shown. */
    private void works() {
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
                    "notifier {} has failed {} times in a row: retrying less often, and without"
                            + " updates, until it works again",
                    id,
                    Circuit.MOST_FAILURES);
        }
    }
}
