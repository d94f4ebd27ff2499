// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.source;

import io.soribit.api.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The alerts of this hub as several hubs share them. Each alert has an owner, the hub that notifies
 * people of it; all others know it, and the first of them takes over when the owner is gone. States
 * can be merged in any order, any number of times: all hubs end with the same. Thread-safe.
 */
@ProviderType
public interface SharedAlerts {
    /**
     * A hub that is there.
     *
     * @param hub its name, unique
     * @param reach names of what it can notify people by, as {@link
     *     io.soribit.api.hub.Alerts#targets()}, without what cannot be reached right now
     */
    record Member(String hub, Set<String> reach) {
        /** Copies the names. */
        public Member {
            reach = Set.copyOf(reach);
        }
    }

    /**
     * How far an alert has come.
     *
     * @param alert its start, with the delivery options it has by now
     * @param raised when, by the wall clock of this hub
     * @param life how often it was raised again under its id after it had ended; a later one
     *     replaces what is known of the earlier
     * @param owner the hub that notifies people of it
     * @param term how often another hub has taken over; the highest counts
     * @param revision grows with each change by its owner
     * @param heard by hub, how often its sound has begun and ended there: odd while it goes on
     * @param escalated whether it has reached more targets
     * @param delivered ids of the notifiers, of any hub, that have its start
     * @param seen who has seen it, the first first
     * @param acknowledged who has settled it; null if nobody has
     * @param over when its sound was over; null while it goes on
     * @param ended whether it is over and settled
     * @param partOf the alert of another hub that it turned out to be; empty if it is none
     * @param policy how people are reminded of it; opaque
     */
    record State(
            Alert alert,
            Instant raised,
            int life,
            String owner,
            int term,
            int revision,
            Map<String, Integer> heard,
            boolean escalated,
            Set<String> delivered,
            List<String> seen,
            @Nullable String acknowledged,
            @Nullable Instant over,
            boolean ended,
            String partOf,
            String policy) {
        /**
         * Copies the names.
         *
         * @throws IllegalArgumentException if it is part of an alert whose id is not before its own
         */
        public State {
            if (!partOf.isEmpty() && partOf.compareTo(alert.id()) >= 0) {
                throw new IllegalArgumentException(
                        "alert " + alert.id() + " cannot be part of alert " + partOf);
            }
            heard = Map.copyOf(heard);
            delivered = Set.copyOf(delivered);
            seen = List.copyOf(seen);
        }

        /**
         * What is equal where a state is known, whatever the clocks say.
         *
         * @return for comparisons
         */
        public List<Object> digest() {
            return List.of(
                    alert.id(),
                    life,
                    owner,
                    term,
                    revision,
                    new TreeMap<>(heard),
                    new TreeSet<>(delivered),
                    new TreeSet<>(seen),
                    acknowledged != null,
                    ended);
        }
    }

    /**
     * Begins to share.
     *
     * @param hub the name of this one
     * @param changed receives each state that others need to know, from one thread; must not block
     * @return what is to be closed at the end; of several, the last one shares
     */
    Sharing share(String hub, Consumer<State> changed);

    /** How other hubs are heard. */
    @ProviderType
    interface Sharing extends AutoCloseable {
        /**
         * The active alerts, and those that ended lately.
         *
         * @return a copy
         */
        List<State> all();

        /**
         * Takes what another hub knows. May wait for the disk for a moment.
         *
         * @param state its times by the clock of this hub
         */
        void merge(State state);

        /**
         * These hubs are there; to be called at least every few seconds.
         *
         * @param present this one too, in the order in which they take over
         */
        void members(List<Member> present);

        /**
         * All others that are there know an alert; its start waits for that, for a moment.
         *
         * @param alert its id
         */
        void confirmed(String alert);

        /** Ends: this hub is alone again. */
        @Override
        void close();
    }
}
