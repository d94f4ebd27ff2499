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

/**
 * Allows one message in flight to a lamp at a time. The next one is sent only when the lamp has
 * reported the effect of the last one or, where it does not report, when the broker has
 * acknowledged it. So a stalled network never delivers several flashes at once (flashes at 3 to 30
 * Hz can trigger seizures). Used on the timer only.
 */
final class FrameGate {
    /** Between a moment at which the lamp may have turned on and the next message that does so. */
    static final Duration SPACING = Duration.ofMillis(400);

    /** A reachable lamp has received a message by then, or never will. */
    static final Duration SETTLED = Duration.ofSeconds(5);

    private static final Duration FIRST_QUESTION = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private enum Fate {
        ACKNOWLEDGED,
        DROPPED,
        UNKNOWN
    }

    private record Receipt(Fate fate, Duration at) {}

    private record Flight(
            boolean lights,
            Predicate<JsonNode> effect,
            Duration sentAt,
            CompletableFuture<Receipt> receipt) {}

    private final Supplier<Duration> clock;
    private @Nullable Flight flight;
    private boolean lost;
    private Duration lit = StateRestorer.NEVER;
    private Duration askAt = StateRestorer.NEVER;
    private Duration pause = FIRST_QUESTION;

    FrameGate(Supplier<Duration> clock) {
        this.clock = clock;
    }

    /**
     * A message was handed to the bus.
     *
     * @param lights whether it may turn the lamp on
     * @param effect recognises a report of the lamp that shows its effect
     * @param receipt completes when the broker has it; fails with a {@link TimeoutException} if it
     *     was dropped before it was sent
     */
    void sent(boolean lights, Predicate<JsonNode> effect, CompletionStage<?> receipt) {
        Duration now = clock.get();
        flight =
                new Flight(
                        lights || (flight != null && flight.lights),
                        effect,
                        now,
                        receipt.handle((done, error) -> new Receipt(fate(error), clock.get()))
                                .toCompletableFuture());
        pause = FIRST_QUESTION;
        askAt = now.plus(pause);
    }

    private static Fate fate(@Nullable Throwable error) {
        @Nullable Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause == null
                ? Fate.ACKNOWLEDGED
                : cause instanceof TimeoutException ? Fate.DROPPED : Fate.UNKNOWN;
    }

    /** Whether the last message was dropped before it was sent; asked once for each. */
    boolean takeDropped() {
        @Nullable Receipt receipt = flight == null ? null : flight.receipt.getNow(null);
        if (receipt == null || receipt.fate != Fate.DROPPED) {
            return false;
        }
        flight = null;
        return true;
    }

    /**
     * Whether nothing is in flight to the lamp.
     *
     * @param reports whether the lamp reports what it shows
     */
    boolean isOpen(boolean reports) {
        @Nullable Receipt receipt = flight == null ? null : flight.receipt.getNow(null);
        if (!reports && receipt != null) {
            Duration certain = receipt.fate == Fate.UNKNOWN ? receipt.at.plus(SETTLED) : receipt.at;
            if (clock.get().compareTo(certain) >= 0) {
                arrived(certain);
            }
        }
        return flight == null;
    }

    /** Whether a message may turn the lamp on now. */
    boolean mayLight() {
        return clock.get().compareTo(lit.plus(SPACING)) >= 0;
    }

    /** Whether the last message has been in flight for so long that it is not waited for. */
    boolean isOverdue() {
        return flight != null && clock.get().compareTo(flight.sentAt.plus(SETTLED)) >= 0;
    }

    /** Takes a report of the lamp; true if it confirms the last message. */
    boolean confirm(JsonNode report) {
        if (flight == null || !flight.effect.test(report)) {
            return false;
        }
        arrived(clock.get());
        lost = false;
        return true;
    }

    /** Whether the last message was lost, so that the lamp may be dark. */
    boolean isLost() {
        return lost;
    }

    /** The lamp reports something else: what was sent long ago has been lost. */
    void contradict() {
        if (isOverdue()) {
            arrived(clock.get());
            lost = true;
        }
    }

    private void arrived(Duration at) {
        if (flight != null && flight.lights) {
            lit = at;
        }
        flight = null;
    }

    /** Whether the lamp should be asked what it shows, since it has not reported it. */
    boolean takeQuestion() {
        Duration now = clock.get();
        if (flight == null || now.compareTo(askAt) < 0) {
            return false;
        }
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        askAt = now.plus(pause);
        return true;
    }
}
