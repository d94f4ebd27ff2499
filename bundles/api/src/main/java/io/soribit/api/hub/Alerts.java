// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.SoundEvent;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** The alerts that go on right now, for all who show or acknowledge them. Thread-safe. */
@ProviderType
public interface Alerts {
    /**
     * The alerts that go on, the oldest first: what happened to each last, {@link
     * AlertState#RAISED}, {@link AlertState#REPEATED}, {@link AlertState#ESCALATED} or {@link
     * AlertState#ACKNOWLEDGED}.
     */
    List<AlertChange> active();

    /**
     * Says that a person has seen an alert. Lamps stop; an emergency goes on while its sound does.
     * The first to say so counts. May wait for the disk.
     *
     * @param by who, or by which way; shown to people
     * @return whether an alert of this id goes on
     */
    boolean acknowledge(String id, String by);

    /** Says that a person has seen all that goes on. */
    default void acknowledgeAll(String by) {
        active().forEach(change -> acknowledge(change.alert().id(), by));
    }

    /**
     * Raises an alert that is only a test, and is over in seconds.
     *
     * @param target where it is told; empty for everywhere
     * @return whether something of that name is there
     */
    boolean test(String target, String by);

    /**
     * Takes what nobody heard, but people should be told of, as the rules say of its sound.
     *
     * @param event for the house: a start, later an end of the same id
     */
    void raise(SoundEvent event);

    /** Names that rules and tests can use for where alerts are told, sorted. */
    List<String> targets();

    /** Sees first the alerts that go on, then what happens to alerts, until it is closed. */
    Watch watch(Watcher watcher);

    /** What somebody does with a change. */
    @FunctionalInterface
    @ConsumerType
    interface Watcher {
        /**
         * Called from one thread for all watchers: it must not block. Told is what all see of an
         * alert, that it {@linkplain AlertState#goesOn() goes on} or has ended; not what becomes of
         * it at one notifier.
         */
        void onChange(AlertChange change);
    }

    /** Ends the watching. */
    @ProviderType
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
