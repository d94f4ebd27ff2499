// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.teach.take.RefusedException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Names of sounds, the ids made of them, how urgent they are, and times. */
final class Naming {
    private static final int LONGEST = 48;

    private Naming() {}

    /**
     * How urgent a sound is to be.
     *
     * @param confirmed whether a person has said twice that it is an emergency
     */
    static Urgency urgency(String text, boolean confirmed) throws RefusedException {
        Urgency wanted;
        try {
            wanted = Urgency.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "urgency",
                    "the urgency '" + text + "' is none of info, notice, urgent, emergency");
        }
        if (wanted == Urgency.EMERGENCY && !confirmed) {
            throw new RefusedException(
                    "emergency",
                    "an emergency wakes people up and goes on until it is seen: say it twice, with"
                            + " --urgency emergency --yes-emergency, or take urgent");
        }
        return wanted;
    }

    /** For topics: the letters and digits of a name; of other scripts, a number. */
    static String idOf(String name) {
        String readable =
                name.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_")
                        .replaceAll("^_+|_+$", "");
        boolean all = name.codePoints().allMatch(c -> c < 128);
        String id =
                all && !readable.isEmpty()
                        ? readable
                        : (readable + "_" + Integer.toHexString(name.hashCode()))
                                .replaceAll("^_", "");
        return Sound.TAUGHT + (id.length() > LONGEST ? id.substring(0, LONGEST) : id);
    }

    /**
     * Refuses a name that cannot be distinguished from another one in alerts.
     *
     * @param own sounds that are taught already
     */
    static void check(Collection<String> names, Ontology ontology, Collection<Sound> own)
            throws RefusedException {
        List<Sound> known = Stream.concat(ontology.sounds().stream(), own.stream()).toList();
        for (String name : names) {
            if (name.isBlank() || name.length() > LONGEST) {
                throw new RefusedException(
                        "name",
                        "the name '" + name + "' is not 1 to " + LONGEST + " characters long");
            }
            for (Sound sound : known) {
                if (sound.names().values().stream().anyMatch(name::equalsIgnoreCase)) {
                    throw new RefusedException(
                            "name_taken",
                            "the name '"
                                    + name
                                    + "' is taken by the sound "
                                    + sound.id()
                                    + ": take another"
                                    + (sound.id().startsWith(Sound.TAUGHT)
                                            ? ", or remove that one with 'soribit teach remove "
                                                    + sound.id()
                                                    + "'"
                                            : ""));
                }
            }
        }
    }

    /** A time as people read it, in the zone of this machine. */
    static Instant time(String text) throws RefusedException {
        try {
            return LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeParseException e) {
            throw new RefusedException(
                    "time", "the time '" + text + "' is none: give it as 2026-03-01T08:00:04");
        }
    }
}
