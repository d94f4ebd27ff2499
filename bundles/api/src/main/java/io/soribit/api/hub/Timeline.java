// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.Alert;
import io.soribit.api.Urgency;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.SoundPicture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The history of alerts, page by page, and what people said about them. Thread-safe; may block on
 * the disk. What cannot be read is logged, and missing.
 */
@ProviderType
public interface Timeline {
    /**
     * Which alerts are asked for; tests are never among them.
     *
     * @param room its name, or a zone such as {@code floor2/*}; null for all
     * @param sound its id; null for all
     * @param urgency null for all
     * @param unseen only those that nobody has acknowledged
     * @param wrong only those of which a person said that they were wrong
     */
    record Filter(
            @Nullable String room,
            @Nullable String sound,
            @Nullable Urgency urgency,
            boolean unseen,
            boolean wrong) {
        /** Everything. */
        public static final Filter ALL = new Filter(null, null, null, false);

        /** Those that are right and wrong. */
        public Filter(
                @Nullable String room,
                @Nullable String sound,
                @Nullable Urgency urgency,
                boolean unseen) {
            this(room, sound, urgency, unseen, false);
        }
    }

    /**
     * What a person said about an alert.
     *
     * @param right whether it was what the alert said
     * @param label what it was instead: a sound's id; empty if that is unknown
     * @param who said so; may be empty
     */
    record Verdict(boolean right, String label, Instant time, String who) {}

    /**
     * One alert.
     *
     * @param alert as it began
     * @param changes what happened to it, the oldest first
     * @param verdict null as long as nobody gave one
     */
    record Entry(Alert alert, List<AlertChange> changes, @Nullable Verdict verdict) {}

    /**
     * A part of the history.
     *
     * @param entries the newest first
     * @param next where the next page begins; empty if this is the last one
     */
    record Page(List<Entry> entries, String next) {}

    /**
     * A sound in a room.
     *
     * @param room that heard it
     * @param sound its id
     */
    record Scored(String room, String sound) {}

    /**
     * One page.
     *
     * @param before {@link Page#next} of the page before it; empty for the newest
     * @param limit of its entries
     * @throws IllegalArgumentException if {@code before} was never a {@link Page#next}
     */
    Page page(Filter filter, String before, int limit);

    /** One alert, if the history still has it. */
    Optional<Entry> entry(String alert);

    /** How many alerts were raised, by the hour (UTC) in which they were. */
    Map<Instant, Integer> hours(Filter filter, Instant since);

    /**
     * The scores of a sound in a part of time, the oldest first. Those of two weeks are kept, at
     * most 300 traces of each sound in each room.
     *
     * @param sound its id
     */
    default List<ScoreTrace> scores(String sound, Instant from, Instant to) {
        return List.of();
    }

    /** The sounds and rooms that a model has scored near a threshold in a part of time. */
    default List<Scored> scored(Instant from, Instant to) {
        return List.of();
    }

    /**
     * What a sound looked like in a part of time, the oldest first: of alerts, as long as their
     * scores.
     *
     * @param sound its id
     */
    default List<SoundPicture> pictures(String sound, Instant from, Instant to) {
        return List.of();
    }

    /** Whether pictures are kept; a person can choose that they are not. */
    default boolean keepsPictures() {
        return false;
    }

    /** Keeps what a person said about an alert, in place of what was said before. */
    void judge(String alert, Verdict verdict);
}
