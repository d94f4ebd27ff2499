// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is in flight to a lamp. A message that may turn it on is sent only when the last such
 * message has certainly taken effect, or can no longer do so: the lamp has reported exactly that
 * frame or, on a fast network, one like it at once; or the broker has had it for {@link
 * SentMessage#LATENCY}. So no network delivers two flashes close together (flashes at 3 to 30 Hz
 * can trigger seizures). Used on the timer only.
 */
final class FrameGate {
    /** Between a moment at which the lamp may have turned on and the next message that does so. */
    static final Duration SPACING = Duration.ofMillis(400);

    private static final Duration FIRST_QUESTION = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE / 2);

    /** A question, and when the broker had it: then it has all before it. */
    private record Probe(Duration sentAt, CompletableFuture<Duration> receivedAt) {}

    private final Supplier<Duration> clock;
    private final NetworkQuality network;
    private final BooleanSupplier connected;
    private final Deque<SentMessage> inFlight = new ArrayDeque<>();
    private final List<Probe> probes = new ArrayList<>();

    /** Whether the lamp reports the brightness that it was sent. */
    private boolean marked = true;

    private boolean dropped;
    private boolean lost;
    private boolean unconfirmed;
    private boolean unverified;
    private Duration formerUntil = FOREVER;
    private Duration lit = StateRestorer.NEVER;
    private Duration lastEffect = StateRestorer.NEVER;
    private Duration askAt = StateRestorer.NEVER;
    private Duration pause = FIRST_QUESTION;

    FrameGate(Supplier<Duration> clock, NetworkQuality network, BooleanSupplier connected) {
        this.clock = clock;
        this.connected = connected;
        this.network = network;
    }

    /** A message was sent; see {@link SentMessage}. */
    void sent(SentMessage message) {
        if (message.isDropped()) {
            dropped = true;
            return;
        }
        inFlight.addLast(message);
        unverified |= !network.isFast(clock.get());
        pause = FIRST_QUESTION;
        askAt = clock.get().plus(pause);
    }

    /** Whether the last message was dropped before it was sent; asked once for each. */
    boolean takeDropped() {
        boolean was = dropped;
        dropped = false;
        return was;
    }

    /**
     * Whether one more message may be sent, as far as the last one is known to have arrived.
     *
     * @param reports whether the lamp reports what it shows
     */
    boolean isOpen(boolean reports) {
        removeOver(reports);
        @Nullable SentMessage last = inFlight.peekLast();
        return last == null || (last.isSeen() && !last.lights());
    }

    /** Whether nothing that was sent can still take effect, as of the last {@link #isOpen}. */
    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    /** Whether a message may turn the lamp on now. */
    boolean mayLight() {
        return inFlight.stream().noneMatch(SentMessage::lights)
                && clock.get().compareTo(lit.plus(SPACING)) >= 0;
    }

    /** Whether a report now shows the effect of all that was sent. */
    boolean isTrusted(boolean reports) {
        Duration now = clock.get();
        removeOver(reports);
        return inFlight.isEmpty() && (network.isFast(now) || isDrained(now));
    }

    /** Whether reports of an earlier state have arrived by now, or never will. */
    boolean isDrained(Duration now) {
        return now.compareTo(lastEffect.plus(SentMessage.LATENCY)) >= 0;
    }

    private void removeOver(boolean reports) {
        Duration now = clock.get();
        takeProbes();
        for (Iterator<SentMessage> each = inFlight.iterator(); each.hasNext(); ) {
            SentMessage message = each.next();
            if (message.isDropped()) {
                dropped |= message == inFlight.peekLast();
                each.remove();
                continue;
            }
            if (message.isLate(now)) {
                slow(now);
            }
            @Nullable Duration bound = message.bound(reports);
            if (bound != null && now.compareTo(bound) >= 0) {
                each.remove();
                tookEffect(message, bound);
                if (reports && !message.isSeen()) {
                    lost = true;
                    unconfirmed = true;
                    marked &= !(message.hasOtherMark() && network.isFast(now));
                    if (connected.getAsBoolean()) {
                        slow(now);
                    }
                }
            }
        }
    }

    private void slow(Duration now) {
        network.slow(now);
        unverified = true;
    }

    private void took(Duration time, Duration now) {
        network.took(time, now);
        unverified |= !network.isFast(now);
    }

    private void tookEffect(SentMessage message, Duration latest) {
        if (message.lights() && latest.compareTo(lit) > 0) {
            lit = latest;
        }
        if (latest.compareTo(lastEffect) > 0) {
            lastEffect = latest;
        }
    }

    /** Takes a report of the lamp; true if it confirms the last message. */
    boolean confirm(JsonNode report, boolean reports) {
        Duration now = clock.get();
        removeOver(reports);
        @Nullable SentMessage last = inFlight.peekLast();
        inFlight.removeIf(
                message -> {
                    boolean certain = message.isIn(report, marked);
                    if (certain) {
                        tookEffect(message, now);
                        formerUntil = formerUntil.compareTo(now) < 0 ? formerUntil : now;
                    }
                    return certain;
                });
        if (last == null || !last.mayBeIn(report, marked, now)) {
            return false;
        }
        lost = false;
        took(now.minus(last.sentAt()), now);
        last.see();
        if (network.isFast(now) && last == inFlight.peekLast()) {
            inFlight.removeLast();
            tookEffect(last, now);
        }
        return true;
    }

    /** Frames will be shown: until the lamp reports one, it may still report its state before. */
    void beginFrames() {
        formerUntil = FOREVER;
    }

    /** Another hub had the lamp: what it has sent may still be reported. */
    void takenOver() {
        Duration now = clock.get();
        formerUntil = FOREVER;
        lastEffect = now;
        slow(now);
    }

    /** Whether nothing that was sent can take effect any more, and the lamp may turn on again. */
    boolean isQuiet(boolean reports) {
        removeOver(reports);
        return inFlight.isEmpty() && mayLight();
    }

    /** Whether no report of the state before the frames can still arrive. */
    boolean isFormerGone() {
        return clock.get().minus(SentMessage.LATENCY).compareTo(formerUntil) >= 0;
    }

    /** Whether the last message was lost, so that the lamp may be dark. */
    boolean isLost() {
        return lost;
    }

    /** Whether a message was never confirmed. */
    boolean hasUnconfirmed() {
        return unconfirmed;
    }

    /** Whether the lamp should be asked what it shows, since it has not reported it. */
    boolean takeQuestion() {
        Duration now = clock.get();
        if (inFlight.isEmpty() || now.compareTo(askAt) < 0) {
            return false;
        }
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        askAt = now.plus(pause);
        return true;
    }

    /**
     * A question was sent: when the broker has it, it has all before it.
     *
     * @param receipt completes when the broker has it
     */
    void asked(CompletionStage<?> receipt) {
        probes.add(
                new Probe(
                        clock.get(), receipt.thenApply(done -> clock.get()).toCompletableFuture()));
    }

    private void takeProbes() {
        probes.removeIf(probe -> probe.receivedAt.isCompletedExceptionally());
        for (Probe probe : probes) {
            if (probe.receivedAt.isDone()) {
                inFlight.forEach(m -> m.overtaken(probe.sentAt, probe.receivedAt.join()));
            }
        }
        probes.removeIf(probe -> probe.receivedAt.isDone());
    }

    /** Whether the lamp's state has to be looked at once more, after all reports have arrived. */
    boolean isUnverified() {
        return unverified;
    }

    /** Whether to look at it now; true once. */
    boolean takeVerification(boolean reports) {
        removeOver(reports);
        boolean due = unverified && inFlight.isEmpty() && isDrained(clock.get());
        unverified &= !due;
        return due;
    }
}
