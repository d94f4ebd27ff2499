// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One message to a lamp, from when it was sent until its effect is certain. */
final class SentMessage {
    /** A reachable lamp takes a message so long after the broker has it, or never. */
    static final Duration LATENCY = Duration.ofSeconds(5);

    private enum Fate {
        ACKNOWLEDGED,
        DROPPED,
        UNKNOWN
    }

    private record Receipt(Fate fate, Duration at) {}

    private final boolean lights;
    private final FrameMark mark;
    private final boolean unique;
    private final Predicate<JsonNode> effect;
    private final Duration sentAt;
    private final CompletableFuture<Receipt> receipt;
    private @Nullable Duration overtakenAt;
    private boolean seen;
    private boolean otherMark;

    /**
     * A message was handed to the bus.
     *
     * @param lights whether it may turn the lamp on
     * @param mark by which reports of a frame are recognised
     * @param unique whether no report like that of its effect can still arrive otherwise
     * @param effect recognises a report of the lamp that may show its effect
     * @param receipt completes when the broker has it; fails with a {@link TimeoutException} if it
     *     was dropped before it was sent
     */
    SentMessage(
            boolean lights,
            FrameMark mark,
            boolean unique,
            Predicate<JsonNode> effect,
            CompletionStage<?> receipt,
            Supplier<Duration> clock) {
        this.lights = lights;
        this.mark = mark;
        this.unique = unique;
        this.effect = effect;
        sentAt = clock.get();
        this.receipt =
                receipt.handle((done, error) -> new Receipt(fate(error), clock.get()))
                        .toCompletableFuture();
    }

    private static Fate fate(@Nullable Throwable error) {
        @Nullable Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause == null
                ? Fate.ACKNOWLEDGED
                : cause instanceof TimeoutException ? Fate.DROPPED : Fate.UNKNOWN;
    }

    boolean lights() {
        return lights;
    }

    Duration sentAt() {
        return sentAt;
    }

    /**
     * Whether a report may show its effect, or that of a message like it.
     *
     * @param now when the report came
     */
    boolean mayBeIn(JsonNode report, boolean marked, Duration now) {
        if (!effect.test(report)) {
            return false;
        }
        boolean contradicted = marked && mark.isContradictedBy(report);
        otherMark |= contradicted && now.minus(sentAt).compareTo(NetworkQuality.FAST) <= 0;
        return !contradicted;
    }

    /** Whether its effect was reported at once, but with another mark. */
    boolean hasOtherMark() {
        return otherMark;
    }

    /** Whether a report shows its effect, and not that of another message. */
    boolean isIn(JsonNode report, boolean marked) {
        return (unique || (marked && mark.isIn(report))) && effect.test(report);
    }

    /** A report may have shown its effect. */
    void see() {
        seen = true;
    }

    boolean isSeen() {
        return seen;
    }

    private boolean is(Fate fate) {
        @Nullable Receipt known = receipt.getNow(null);
        return known != null && known.fate == fate;
    }

    boolean isDropped() {
        return is(Fate.DROPPED);
    }

    /** Whether the broker had it late, or may never have had it. */
    boolean isLate(Duration now) {
        @Nullable Receipt known = receipt.getNow(null);
        Duration until = known == null || known.fate == Fate.UNKNOWN ? now : known.at;
        return is(Fate.UNKNOWN) || until.minus(sentAt).compareTo(NetworkQuality.FAST) > 0;
    }

    /** The broker has acknowledged a later message: it has this one, too, or never will. */
    void overtaken(Duration laterSentAt, Duration at) {
        @Nullable Receipt known = receipt.getNow(null);
        if (known != null && overtakenAt == null && laterSentAt.compareTo(known.at) >= 0) {
            overtakenAt = at;
        }
    }

    /**
     * The latest moment at which the lamp takes it; null while that is unknown.
     *
     * @param reports whether the lamp reports what it shows; of one that does not, the broker's
     *     receipt is all that is known
     */
    @Nullable Duration bound(boolean reports) {
        @Nullable Receipt known = receipt.getNow(null);
        if (known == null) {
            return null;
        }
        if (known.fate == Fate.UNKNOWN) {
            return overtakenAt == null ? null : overtakenAt.plus(LATENCY);
        }
        return reports ? known.at.plus(LATENCY) : known.at;
    }
}
