// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.Alert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps what happened to alerts, and which deliveries to notifiers are pending. What a method wrote
 * is on the disk when it returns. Thread-safe; throws nothing: what cannot be recorded is logged
 * once, and alerts continue without it.
 */
@ProviderType
public interface AlertStore {
    /**
     * The start of an alert whose delivery to a notifier is pending.
     *
     * @param notifier its id
     * @param since when the alert was raised
     */
    record Pending(String notifier, Alert alert, Instant since) {}

    /**
     * An alert whose end was never recorded.
     *
     * @param alert its start, with the targets it has escalated to
     * @param raised when
     * @param last what happened to it last, as all see it ({@link AlertState#goesOn()})
     * @param escalated whether it has reached more targets
     * @param delivered ids of the notifiers that have its start
     * @param memento what was {@linkplain #remember remembered} with it; may be empty
     * @param seen who has seen it so far, the first first
     */
    record Unended(
            Alert alert,
            Instant raised,
            AlertChange last,
            boolean escalated,
            Set<String> delivered,
            String memento,
            List<String> seen) {
        /** Copies the names. */
        public Unended {
            delivered = Set.copyOf(delivered);
            seen = List.copyOf(seen);
        }

        /** One that nobody has seen. */
        public Unended(
                Alert alert,
                Instant raised,
                AlertChange last,
                boolean escalated,
                Set<String> delivered,
                String memento) {
            this(alert, raised, last, escalated, delivered, memento, List.of());
        }
    }

    /**
     * Records the start of an alert, and its pending delivery to these notifiers.
     *
     * @param raised the start
     * @param notifiers ids of those that have yet to deliver it
     */
    void add(AlertChange raised, Collection<String> notifiers);

    /**
     * Records a change; a delivered, sent or expired one is no longer pending for its notifier.
     *
     * @param change its state says what happened; for {@link AlertState#DELIVERED}, {@link
     *     AlertState#SENT} and {@link AlertState#EXPIRED} {@link AlertChange#who()} is the
     *     notifier's id
     */
    void record(AlertChange change);

    /**
     * An alert is no longer pending for a notifier that has no device for it; nothing happened.
     *
     * @param alert its id
     * @param notifier its id
     */
    default void skip(String alert, String notifier) {}

    /**
     * Makes changes as one transaction, which costs little more than one of them. If that fails
     * they are made once more, each on its own.
     *
     * @param changes calls {@link #add}, {@link #record}, {@link #skip} and {@link #remember},
     *     nothing else
     */
    default void together(Runnable changes) {
        changes.run();
    }

    /**
     * What is still to be delivered to any notifier, so many at most, the oldest first.
     *
     * @param limit more than zero
     * @return none if it cannot be read
     */
    List<Pending> pending(int limit);

    /**
     * The oldest pending deliveries to one notifier, the oldest first.
     *
     * @param notifier its id
     * @param limit more than zero
     * @return none if it cannot be read
     */
    List<Pending> pending(String notifier, int limit);

    /**
     * The starts of alerts whose end was never recorded, the oldest first.
     *
     * @return none if it cannot be read
     */
    List<Alert> unended();

    /**
     * The alerts whose end was never recorded, the oldest first.
     *
     * @return empty if that cannot be read now: unknown is not none
     */
    default Optional<List<Unended>> open() {
        return Optional.empty();
    }

    /**
     * Keeps a text with an alert that was added, for the hub itself after a restart.
     *
     * @param alert its id
     * @param memento what {@link Unended#memento()} returns later
     */
    default void remember(String alert, String memento) {}

    /**
     * Writes a copy of all that is recorded, as of one moment, for a backup.
     *
     * @param file must not exist
     * @throws IOException if it cannot be read or written; a part of the file may be left then
     */
    default void copy(Path file) throws IOException {
        throw new IOException("this store of alerts cannot be copied");
    }

    /**
     * What happened last.
     *
     * @param limit at most so many, the newest first
     * @return none if it cannot be read
     */
    List<AlertChange> history(int limit);
}
