// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.teach.take.RefusedException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of sounds, the ids made of them, how urgent they are, and times. */
final class Naming {
    private static final int LONGEST = 48;

    /** Some emoji are made of several. */
    private static final int LONGEST_ICON = 10;

    /** Line breaks and other controls, and what turns the direction of text. */
    private static final Pattern CONTROL =
            Pattern.compile(
                    "[\\p{Cc}\\p{Zl}\\p{Zp}\\x{061C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    /** Between emoji, some of these are right. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\x{FE00}-\\x{FE0F}]");

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

    /** An icon, as it was given. */
    static String icon(String text) throws RefusedException {
        int count = text.codePointCount(0, text.length());
        if (text.isBlank() || count > LONGEST_ICON || CONTROL.matcher(text).find()) {
            String start = text.substring(0, text.offsetByCodePoints(0, Math.min(count, LONGEST)));
            throw new RefusedException("icon", "the icon '" + start + "' is not one emoji");
        }
        return text;
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
     * Refuses names that cannot be distinguished from another one in alerts, and an id that is
     * another sound's.
     *
     * @param id of the new sound
     * @param own sounds that are taught already
     */
    static void check(Collection<String> names, String id, Ontology ontology, Collection<Sound> own)
            throws RefusedException {
        List<Sound> known = new ArrayList<>(List.of(Sound.TEST, Sound.NOT_HEARD));
        known.addAll(ontology.sounds());
        known.addAll(own);
        for (String name : names) {
            checkCharacters(name);
            String key = key(name);
            for (Sound sound : known) {
                if (sound.names().values().stream().anyMatch(other -> key(other).equals(key))) {
                    throw taken("the name '" + name + "'", sound);
                }
            }
        }
        for (Sound sound : known) {
            if (sound.id().equals(id)) {
                throw taken("the id " + id, sound);
            }
        }
    }

    private static void checkCharacters(String name) throws RefusedException {
        if (key(name).isEmpty() || name.length() > LONGEST) {
            throw new RefusedException(
                    "name",
                    "the name '"
                            + name.substring(0, Math.min(LONGEST, name.length()))
                            + "' is not 1 to "
                            + LONGEST
                            + " characters long");
        }
        if (CONTROL.matcher(name).find()) {
            throw new RefusedException(
                    "name_character",
                    "the name has a line break, or characters that turn the direction of text:"
                            + " write it without them");
        }
    }

    private static RefusedException taken(String what, Sound by) {
        return new RefusedException(
                "name_taken",
                what
                        + " is taken by the sound "
                        + by.id()
                        + " ("
                        + by.name("en")
                        + "): take another name"
                        + (by.id().startsWith(Sound.TAUGHT)
                                ? ", or remove that one with 'soribit teach remove " + by.id() + "'"
                                : ""));
    }

    /** The same for names that look the same. */
    private static String key(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return INVISIBLE
                .matcher(plain)
                .replaceAll("")
                .strip()
                .replaceAll("\\s+", " ")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /**
     * A time as people read it, in the zone of this machine, or with an offset where a clock change
     * repeats an hour.
     */
    static Instant time(String text) throws RefusedException {
        return time(text, ZoneId.systemDefault());
    }

    static Instant time(String text, ZoneId zone) throws RefusedException {
        try {
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : LocalDateTime.from(time).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw new RefusedException(
                    "time", "the time '" + text + "' is none: give it as 2026-03-01T08:00:04");
        }
    }
}
