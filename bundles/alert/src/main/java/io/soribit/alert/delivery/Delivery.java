// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import java.time.Duration;

/**
 * Something a notifier has to receive.
 *
 * @param received the monotonic time at which it was raised; its age counts from there
 * @param who acknowledged it; otherwise empty
 * @param attempts failed ones so far
 * @param due the monotonic time of the next attempt
 */
record Delivery(Kind kind, Alert alert, Duration received, String who, int attempts, Duration due) {
    /** The kinds of deliveries. */
    enum Kind {
        START,
        UPDATE,
        END,
        /** Somebody has acknowledged it. */
        SEEN,
        /** Nobody has acknowledged it yet. */
        REMINDER;

        static Kind of(Phase phase) {
            return switch (phase) {
                case START -> START;
                case UPDATE -> UPDATE;
                case END -> END;
            };
        }

        /** Whether a later one of its kind replaces it. */
        boolean isPassing() {
            return this == UPDATE || this == REMINDER;
        }
    }

    /** One that is due at once. */
    Delivery(Kind kind, Alert alert, Duration received, String who) {
        this(kind, alert, received, who, 0, received);
    }

    String id() {
        return alert.id();
    }

    boolean replaces(Delivery older) {
        return kind.isPassing() && kind == older.kind && id().equals(older.id());
    }

    /** The same after one more failure, due later. */
    Delivery retryAt(Duration time) {
        return new Delivery(kind, alert, received, who, attempts + 1, time);
    }
}
