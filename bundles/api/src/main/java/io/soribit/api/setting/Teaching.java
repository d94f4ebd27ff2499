// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.setting;

import io.soribit.api.Sound;
import io.soribit.api.score.SoundPicture;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Teaches the hub a sound of the household from takes that a room's own source records, step by
 * step; one sound at a time, whoever asks. Recordings stay in memory, until they have been
 * analysed. Thread-safe; may block on the disk.
 */
@ProviderType
public interface Teaching {
    /** How many takes a sound is learnt from, at the least. */
    int LEAST_TAKES = 3;

    /** How many takes a sound is learnt from, at the most. */
    int MOST_TAKES = 10;

    /** Of how many days the price is shown before a sound is listened for. */
    int DAYS = 7;

    /** Of how many days it can be shown, at the most. */
    int MOST_DAYS = 14;

    /** What the hub is doing for the sound that is being taught. */
    enum Phase {
        /** It waits for a person. */
        WAITING,
        /** It records the room, which is to be quiet. */
        QUIET,
        /** It records a take. */
        RECORDING,
        /** It analyses what it recorded. */
        ANALYSING
    }

    /**
     * Something that a person should know.
     *
     * @param code the same for programs and pages in other languages
     * @param message in English, with what to do
     */
    record Remark(String code, String message) {}

    /** Something cannot be taught, or not now; nothing was changed. */
    class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private final String code;

        /**
         * @param code the same for programs and pages in other languages
         * @param message what is wrong with what, and what to do
         */
        public RefusedException(String code, String message) {
            super(message);
            this.code = code;
        }

        /** The same for programs and pages in other languages. */
        public final String code() {
            return code;
        }
    }

    /**
     * One recording of the sound.
     *
     * @param number unique within the sound that is being taught, from 1 on
     * @param room that heard it
     * @param picked when it was heard, if it was picked from the last days; null if it was recorded
     * @param loudestDb its loudest part, in dB below full scale; null if it was picked
     * @param aboveDb by how much that is above the room when it was quiet, or else above the
     *     quietest part of the take; null if it was picked
     * @param loudness in dB below full scale over time, evenly spaced, for a picture
     * @param picture its pitches; null if no picture could be made
     * @param remarks what is wrong with it, though it can be learnt from
     * @param heard which sounds the hub hears in it
     * @param alike how like the other takes it is, -1 to 1; null without others
     * @param different whether it is so unlike the others that it must be dropped
     * @param found whether the hub finds it by what the other takes teach; null for too few takes
     */
    record Take(
            int number,
            String room,
            @Nullable Instant picked,
            @Nullable Float loudestDb,
            @Nullable Float aboveDb,
            List<Float> loudness,
            @Nullable SoundPicture picture,
            List<Remark> remarks,
            List<Sound> heard,
            @Nullable Double alike,
            boolean different,
            @Nullable Boolean found) {
        /** Copies the lists. */
        public Take {
            loudness = List.copyOf(loudness);
            remarks = List.copyOf(remarks);
            heard = List.copyOf(heard);
        }
    }

    /**
     * The sound that is being taught.
     *
     * @param names by language
     * @param room that records
     * @param seconds how long a recording is
     * @param floorDb how loud the room is when it is quiet; null if that was not recorded
     * @param refused why the last recording was not kept; null if it was
     * @param problem why it cannot be learnt yet; null if it can
     * @param good whether it is learnt well enough: four of five takes are found by what the others
     *     teach
     */
    record Progress(
            Map<String, String> names,
            String room,
            Phase phase,
            int seconds,
            @Nullable Float floorDb,
            List<Take> takes,
            @Nullable Remark refused,
            @Nullable Remark problem,
            boolean good) {
        /** Copies what could change. */
        public Progress {
            names = Map.copyOf(names);
            takes = List.copyOf(takes);
        }
    }

    /**
     * A sound that was taught.
     *
     * @param takes how many recordings it was learnt from
     * @param found how many of them it finds
     * @param on whether it is listened for
     * @param problem what a person should know: that it is not heard with the model in charge, or
     *     not in rooms with a model of their own, or worse than with the one before; null if
     *     nothing
     * @param onset from where on it counts, by what this home was heard to be; null while too
     *     little is known of it
     */
    record Taught(
            Sound sound,
            int takes,
            int found,
            boolean on,
            @Nullable Remark problem,
            @Nullable Onset onset) {}

    /**
     * From where on a taught sound counts in this home.
     *
     * @param share of what its takes reach; 0 and more
     * @param hours of the home that it was chosen by
     */
    record Onset(float share, float hours) {}

    /**
     * When a sound would have raised an alert.
     *
     * @param score its highest, 0 to 1
     * @param confirmed whether it was that sound; null if nobody has said
     */
    record PastEvent(
            String room, Instant start, Instant end, float score, @Nullable Boolean confirmed) {}

    /**
     * Which alerts a sound would have raised in the last days, by what the hub has kept of them.
     * Takes that were recorded are left out; those picked from these days are among them.
     *
     * @param kept whether the hub keeps anything
     * @param days that were looked at
     * @param since the first that was kept of these days; null if nothing was
     * @param count of all events
     * @param events the newest 50 of them, newest first
     * @param missed the share of what was heard that there was no space for, 0 to 1
     */
    record Price(
            boolean kept,
            int days,
            @Nullable Instant since,
            int count,
            List<PastEvent> events,
            float missed) {
        /** Copies the list. */
        public Price {
            events = List.copyOf(events);
        }
    }

    /**
     * All that were taught, by id.
     *
     * @throws IOException if they cannot be read
     */
    List<Taught> sounds() throws IOException;

    /** The rooms that can record, sorted. */
    List<String> rooms();

    /** The sound that is being taught; null if none is. */
    @Nullable Progress progress();

    /**
     * Begins with a sound.
     *
     * @param names by language, with {@code en}
     * @param room that is to record
     * @throws RefusedException if a name is taken or not valid, if there are too many sounds, if
     *     the room is not heard, or would not hear what it teaches, or if another sound is being
     *     taught
     * @throws IOException if it cannot be read which names are taken
     */
    void begin(Map<String, String> names, String room) throws RefusedException, IOException;

    /**
     * Records from now on, and returns at once; {@link #progress} says how it went.
     *
     * @param quiet whether it is the room without the sound, instead of a take
     * @throws RefusedException if no sound is being taught, if it records or analyses already, or
     *     if there are enough takes
     */
    void record(boolean quiet) throws RefusedException;

    /**
     * Takes what a room heard in the last days for a take, by what is kept of that.
     *
     * @param room that heard it, which may be another one than records
     * @param start when it began
     * @throws RefusedException if no sound is being taught, if nothing is kept of that time, if it
     *     was an emergency, or if there are enough takes
     * @throws IOException if it cannot be read
     */
    void pick(String room, Instant start) throws RefusedException, IOException;

    /**
     * Drops a take.
     *
     * @param number {@link Take#number}
     * @throws RefusedException if there is no such take, or a recording is under way
     */
    void drop(int number) throws RefusedException;

    /**
     * Learns the sound from the takes and keeps it. If it would not have raised an alert in the
     * last {@value #DAYS} days, it is listened for within seconds; otherwise not before {@link
     * #listen} says so.
     *
     * @param icon one emoji
     * @param colour as {@code #RRGGBB}
     * @param urgency in lower case
     * @param confirmed whether a person has said twice that it is an emergency
     * @return the id of the sound
     * @throws RefusedException if it cannot be learnt, and the takes are kept; or if it was
     *     cancelled meanwhile, and nothing is
     * @throws IOException if it cannot be written; the takes are kept
     */
    String learn(String icon, String colour, String urgency, boolean confirmed)
            throws RefusedException, IOException;

    /**
     * Ends teaching without a result, if a sound is being taught, also while it is learnt; the
     * takes are dropped. What {@link #learn} has kept stays.
     */
    void cancel();

    /**
     * Forgets a sound that was taught.
     *
     * @param id of the sound
     * @throws RefusedException if there is none
     * @throws IOException if it cannot be removed
     */
    void remove(String id) throws RefusedException, IOException;

    /**
     * Which alerts a sound would have raised in the last days.
     *
     * @param id of the sound
     * @param days back from now, 1 to 14
     * @throws RefusedException if there is no such sound, or as to the days
     * @throws IOException if it cannot be read
     */
    Price price(String id, int days) throws RefusedException, IOException;

    /**
     * Says whether something of the last days was the sound, which is learnt anew from it.
     *
     * @param id of the sound
     * @param start {@link PastEvent#start}, or up to a second before
     * @param confirmed whether it was that sound
     * @throws RefusedException if there is no such sound, if nothing is kept of that time, if the
     *     sound cannot be distinguished from what is refused, or if it was changed or removed
     *     meanwhile; nothing has changed
     * @throws IOException if it cannot be read or written
     */
    void judge(String id, String room, Instant start, boolean confirmed)
            throws RefusedException, IOException;

    /**
     * Listens for a sound within seconds, or no more.
     *
     * @param id of the sound
     * @throws RefusedException if there is none, or if it was changed or removed meanwhile
     * @throws IOException if it cannot be written
     */
    void listen(String id, boolean on) throws RefusedException, IOException;
}
