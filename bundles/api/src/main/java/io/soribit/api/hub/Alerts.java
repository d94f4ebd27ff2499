// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** The active alerts, for all who show or acknowledge them. Thread-safe. */
@ProviderType
public interface Alerts {
    /**
     * The active alerts, the oldest first: what happened to each last, {@link AlertState#RAISED},
     * {@link AlertState#REPEATED}, {@link AlertState#ESCALATED} or {@link AlertState#ACKNOWLEDGED}.
     *
     * @return a copy
     */
    List<AlertChange> active();

    /**
     * Acknowledges an alert. Lamps stop; an emergency stays active while its sound does. The first
     * acknowledgement counts, unless each person has to see it: then what is theirs alone stops,
     * and others are reminded. May wait for the disk.
     *
     * @param id of the alert
     * @param by who, or by which channel; shown to people
     * @return whether an alert of this id is active
     */
    boolean acknowledge(String id, String by);

    /**
     * Acknowledges all active alerts.
     *
     * @param by who, or by which channel; shown to people
     */
    default void acknowledgeAll(String by) {
        active().forEach(change -> acknowledge(change.alert().id(), by));
    }

    /**
     * Records that a device shows an alert; called by its notifier, once for each device. Returns
     * at once.
     *
     * @param alert as it was delivered
     * @param device as {@link Device#id} names it
     */
    default void confirm(Alert alert, String device) {}

    /**
     * Raises an alert that is only a test, and ends within seconds.
     *
     * @param target where it is delivered; empty for everywhere
     * @param by who, or by which channel; for the history
     * @return whether something of that name is there
     */
    boolean test(String target, String by);

    /**
     * Raises an alert for something that was not heard as a sound, as the rules say of its label.
     *
     * @param event for the house: a start, later an end of the same id
     */
    void raise(SoundEvent event);

    /**
     * A sound that raises no alert in a room for a while.
     *
     * @param sound its id
     * @param until by the wall clock of now
     * @param who whose devices alone; empty for all
     */
    record Snooze(String sound, String room, Instant until, String who) {
        /** One for all. */
        public Snooze(String sound, String room, Instant until) {
            this(sound, room, until, "");
        }
    }

    /**
     * Lets a sound raise no alert in a room for a while, at most half a day and no longer than the
     * hub runs.
     *
     * @return whether it can be snoozed: danger cannot
     */
    default boolean snooze(Sound sound, String room, Duration time) {
        return snooze(sound, room, time, "");
    }

    /**
     * The same by somebody: where that is configured, for the devices of that person alone.
     *
     * @param by who, or by which channel
     * @return whether it can be snoozed: danger cannot
     */
    default boolean snooze(Sound sound, String room, Duration time, String by) {
        return false;
    }

    /** Ends a snooze, if there is one. */
    default void endSnooze(String sound, String room) {}

    /** What is snoozed now, by sound and room. */
    default List<Snooze> snoozes() {
        return List.of();
    }

    /**
     * Names that rules and tests can use for where alerts are delivered, sorted.
     *
     * @return names of notifiers and of their devices ({@link io.soribit.api.Notifier#targets()})
     */
    List<String> targets();

    /**
     * How many deliveries wait in memory, by the id of the notifier. Cheap.
     *
     * @return a copy
     */
    default Map<String, Integer> waiting() {
        return Map.of();
    }

    /**
     * Receives first the active alerts, then every change of an alert, until it is closed.
     *
     * @param watcher called until the watch is closed; a call that is running may still end later
     * @return ends the watching
     */
    Watch watch(Watcher watcher);

    /** What somebody does with a change. */
    @FunctionalInterface
    @ConsumerType
    interface Watcher {
        /**
         * Called from one thread for all watchers: it must not block. Reports what all see of an
         * alert, that it {@linkplain AlertState#goesOn() is active} or has ended; not its
         * deliveries to single notifiers.
         *
         * @param change the alert and what has happened to it
         */
        void onChange(AlertChange change);

        /**
         * Reports what concerns one notifier or one of its devices: delivered, confirmed, expired.
         * Called from another thread than {@link #onChange}, one for all watchers: it must not
         * block. Under overload some are left out.
         *
         * @param change {@link AlertChange#who()} is the notifier, or the device that confirmed
         */
        default void onDelivery(AlertChange change) {}
    }

    /** Ends the watching. */
    @ProviderType
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
