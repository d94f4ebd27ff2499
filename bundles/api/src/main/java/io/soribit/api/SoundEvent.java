// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sound was heard. One event has one id and is sent as it starts, changes and ends.
 *
 * <p>Each is published twice: per room ({@link #rooms()} holds that room), and for the house, where
 * one sound that several rooms of a {@linkplain Rooms zone} hear within a second is one event and
 * the loudest room leads.
 *
 * @param id unique
 * @param phase start, update or end
 * @param house whether it speaks for the whole house
 * @param rooms the rooms that heard it, the leading one first
 * @param sound what it is
 * @param onset when it began
 * @param end when it ended; null until then
 * @param score the highest smoothed score so far, 0 to 1
 * @param alternatives what else scored at that moment, the most likely first
 * @param levelDb the loudest so far, in dB below full scale (0 is the loudest)
 * @param detector which detector heard it
 * @param model which model heard it; null if the detector has none
 * @param latency from the end of the audio that decided the start to the publication of this event
 * @param evidence what the detector measured, by names that end with the unit, as in {@code
 *     frequency_hz}; empty if it reports nothing
 */
public record SoundEvent(
        String id,
        Phase phase,
        boolean house,
        List<String> rooms,
        Sound sound,
        Instant onset,
        @Nullable Instant end,
        float score,
        List<Alternative> alternatives,
        float levelDb,
        String detector,
        @Nullable String model,
        Duration latency,
        Map<String, Double> evidence) {
    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public SoundEvent {
        if (rooms.isEmpty()) {
            throw new IllegalArgumentException("event " + id + " names no room");
        }
        if ((phase == Phase.END) != (end != null)) {
            throw new IllegalArgumentException(
                    "event " + id + ": phase END has an end, no other phase has one");
        }
        rooms = List.copyOf(rooms);
        alternatives = List.copyOf(alternatives);
        evidence = Map.copyOf(evidence);
    }

    /** An event without evidence. */
    public SoundEvent(
            String id,
            Phase phase,
            boolean house,
            List<String> rooms,
            Sound sound,
            Instant onset,
            @Nullable Instant end,
            float score,
            List<Alternative> alternatives,
            float levelDb,
            String detector,
            @Nullable String model,
            Duration latency) {
        this(
                id,
                phase,
                house,
                rooms,
                sound,
                onset,
                end,
                score,
                alternatives,
                levelDb,
                detector,
                model,
                latency,
                Map.of());
    }

    /**
     * The same event, ended at a time.
     *
     * @param time when it ended
     * @return a copy with phase {@link Phase#END}
     */
    public SoundEvent endedAt(Instant time) {
        return in(Phase.END, time);
    }

    /**
     * The same event, for who did not hear of its start.
     *
     * @return a copy with phase {@link Phase#START} and no end
     */
    public SoundEvent started() {
        return in(Phase.START, null);
    }

    /**
     * The same event, known before.
     *
     * @return a copy with phase {@link Phase#UPDATE} and no end
     */
    public SoundEvent updated() {
        return in(Phase.UPDATE, null);
    }

    private SoundEvent in(Phase other, @Nullable Instant ended) {
        return new SoundEvent(
                id,
                other,
                house,
                rooms,
                sound,
                onset,
                ended,
                score,
                alternatives,
                levelDb,
                detector,
                model,
                latency,
                evidence);
    }

    /**
     * The room that leads.
     *
     * @return the first of {@link #rooms()}
     */
    public String room() {
        return rooms.get(0);
    }
}
