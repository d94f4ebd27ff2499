// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who is notified of which sound in which mode, as people choose it. A choice is a rule in a file
 * of its own in {@code etc}. Thread-safe; may block on the disk.
 */
@ProviderType
public interface Recipients {
    /** What notifies people. */
    enum Kind {
        /** Lamps that are not bed shakers. */
        LAMP("lamps"),
        /** Bed shakers. */
        SHAKER("shakers"),
        /** Phones and push services. */
        PHONE("push"),
        /** Displays. */
        DISPLAY("display");

        private final String target;

        Kind(String target) {
            this.target = target;
        }

        /** All of this kind, as rules name them. */
        public String target() {
            return target;
        }

        /** The kind whose target this is. */
        public static Optional<Kind> of(String target) {
            return Arrays.stream(values()).filter(k -> k.target.equals(target)).findAny();
        }
    }

    /** Why a cell cannot be chosen. */
    enum Lock {
        /** It can. */
        NONE,
        /** Emergencies reach everything. */
        EMERGENCY,
        /** A rule that a person has written decides. */
        RULE
    }

    /**
     * One sound in one mode.
     *
     * @param kinds who is notified; none: it is only shown on the page. Not meaningful with {@link
     *     Lock#RULE}
     * @param usual who is notified unless something else is chosen
     * @param rule the name of the rule that decides; empty if none was written by a person
     */
    record Choice(
            Sound sound, HomeMode mode, Set<Kind> kinds, Set<Kind> usual, Lock lock, String rule) {
        /** Copies the kinds. */
        public Choice {
            kinds = Set.copyOf(kinds);
            usual = Set.copyOf(usual);
        }
    }

    /**
     * Something that was chosen.
     *
     * @param id unique
     * @param who chose it
     * @param sound its id
     */
    record Change(
            String id,
            Instant time,
            String who,
            String sound,
            HomeMode mode,
            Set<Kind> before,
            Set<Kind> after) {
        /** Copies the kinds. */
        public Change {
            before = Set.copyOf(before);
            after = Set.copyOf(after);
        }
    }

    /**
     * A rule that a person has written, in its file's words.
     *
     * @param name of its file
     * @param sounds ids; empty for all
     * @param rooms empty for all
     * @param modes empty for all
     * @param hours as written; empty for always
     * @param off no alert is raised, as far as that is allowed
     * @param urgency null for that of the sound
     * @param targets empty for all
     * @param repeat between reminders; null as usual
     * @param escalateAfter null for never
     * @param escalateTo empty for all
     */
    record Written(
            String name,
            Set<String> sounds,
            Set<String> rooms,
            Set<HomeMode> modes,
            String hours,
            boolean off,
            @Nullable Urgency urgency,
            Set<String> targets,
            @Nullable Duration repeat,
            @Nullable Duration escalateAfter,
            Set<String> escalateTo) {}

    /** Every sound in every mode, in the order of the ontology. */
    List<Choice> choices();

    /**
     * Chooses who is notified.
     *
     * @param sound its id
     * @param kinds none: it is only shown on the page
     * @param was what the person saw when choosing; null if that does not matter
     * @param who chooses
     * @return what has changed; it takes effect when the hub has read the file, within two seconds
     * @throws IllegalArgumentException if there is no such sound
     * @throws IllegalStateException if it is locked, or is not what it {@code was} any more
     * @throws IOException if it cannot be written; then all is as it was
     */
    Change choose(String sound, HomeMode mode, Set<Kind> kinds, @Nullable Set<Kind> was, String who)
            throws IOException;

    /**
     * Chooses again what was chosen before a change.
     *
     * @param change {@link Change#id}
     * @throws IllegalArgumentException if that change is not known any more
     * @throws IllegalStateException if something else was chosen since
     * @throws IOException if it cannot be written; then all is as it was
     */
    Change undo(String change, String who) throws IOException;

    /** The latest changes, the newest first. */
    List<Change> changes();

    /** The rules that people have written, in the order in which they are tried. */
    List<Written> written();
}
