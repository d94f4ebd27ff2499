// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the lamps flash in step. Time runs in ticks of half a period; what is shown changes with
 * even ticks only, and a lamp turns on with even ticks only. Hence, whatever alerts come and go, no
 * lamp turns on twice within a period, and a period is never shorter than half a second.
 */
final class FlashShow {
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofMillis(200);
    private static final Duration CARE = Duration.ofSeconds(1);

    /** What a lamp shows, since which tick. */
    private record Showing(String colour, FlashPattern pattern, long firstTick) {}

    private final List<LampControl> lamps;
    private final FlashTimer timer;
    private final double rateHz;
    private final Duration frame;
    private final ShownAlerts alerts;
    private final LampJournal journal;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final Map<LampControl, Showing> showing = new HashMap<>();
    private Duration lastEven = Duration.ofSeconds(Long.MIN_VALUE / 2);
    private boolean running;
    private boolean begun;
    private boolean caring;
    private boolean stopped;
    private boolean rested;
    private long tick;

    FlashShow(
            List<LampControl> lamps,
            FlashTimer timer,
            double rateHz,
            Durations durations,
            LampJournal journal) {
        this.lamps = List.copyOf(lamps);
        this.timer = timer;
        this.rateHz = rateHz;
        frame = FlashPattern.frameLength(rateHz);
        alerts = new ShownAlerts(durations);
        this.journal = journal;
    }

    /** Gives lamps back what the journal says they are owed; returns at once. */
    void recover() {
        timer.soon(this::care);
    }

    /** Takes an alert; returns at once, from any thread. */
    void deliver(Alert alert) {
        if (alert.urgency() != Urgency.INFO) {
            timer.soon(() -> take(alert));
        }
    }

    /** Somebody has seen an alert; returns at once, from any thread. */
    void acknowledge(Alert alert) {
        timer.soon(() -> alerts.acknowledge(alert.id()));
    }

    /** Takes the state that a lamp tells; returns at once, from any thread. */
    void heard(LampControl lamp, JsonNode state) {
        timer.soon(
                () -> {
                    if (lamp.heard(state, timer.now())) {
                        alerts.overrule(lamp.lamp());
                        if (alerts.winner(lamp.lamp()).isEmpty()) {
                            showing.remove(lamp);
                        }
                    }
                    settle();
                    beginIfAnswered();
                });
    }

    private void settle() {
        journal.save();
        if (stopped) {
            countSettled();
        } else if (!running && lamps.stream().anyMatch(LampControl::isBusy)) {
            running = true;
            begin();
        }
    }

    /** Looks after the lamps that have not their state back, until all have. */
    private void care() {
        caring = !stopped && lamps.stream().anyMatch(LampControl::isOwed);
        if (caring) {
            lamps.forEach(lamp -> lamp.care(timer.now()));
            settle();
            timer.after(CARE, this::care);
        }
    }

    private void take(Alert alert) {
        Duration now = timer.now();
        if (alert.event().phase() == Phase.END) {
            alerts.end(alert.id(), now);
        } else if (alert.event().phase() == Phase.START && alerts.start(alert, now)) {
            lamps.stream().filter(l -> l.lamp().tellsOf(alert)).forEach(LampControl::ask);
            if (!running) {
                running = true;
                begun = false;
                timer.after(ANSWER, this::begin);
                beginIfAnswered();
            }
        }
    }

    private void beginIfAnswered() {
        if (running && !begun && lamps.stream().noneMatch(LampControl::awaitsAnswer)) {
            begin();
        }
    }

    private void begin() {
        if (running && !begun) {
            begun = true;
            tick = 0;
            Duration wait = lastEven.plus(SHORTEST_PERIOD).minus(timer.now());
            timer.after(wait.isNegative() ? Duration.ZERO : wait, this::tick);
        }
    }

    private void tick() {
        if (!running) {
            return;
        }
        try {
            step(timer.now());
        } finally {
            tick++;
            journal.save();
            running = !showing.isEmpty() || lamps.stream().anyMatch(LampControl::isBusy);
            begun &= running;
            if (!caring) {
                care();
            }
            if (running) {
                // Counted from now, not from when it was due: a late tick shortens no frame.
                timer.after(frame, this::tick);
            }
        }
    }

    private void step(Duration now) {
        if (tick % 2 == 0) {
            alerts.removeExpired(now);
            lamps.forEach(lamp -> choose(lamp, now));
            journal.save();
            lastEven = timer.now();
        } else {
            lamps.forEach(lamp -> lamp.restoreFurther(now));
        }
        showing.forEach((lamp, s) -> lamp.show(s.pattern.frame(tick - s.firstTick)));
    }

    private void choose(LampControl lamp, Duration now) {
        Optional<Alert> winner = alerts.winner(lamp.lamp());
        if (winner.isEmpty()) {
            showing.remove(lamp);
            lamp.restore(now);
            return;
        }
        String colour = winner.get().event().sound().colour();
        @Nullable Showing old = showing.get(lamp);
        if (old == null || !old.colour.equals(colour)) {
            Showing chosen = inStep(colour);
            lamp.prepare(chosen.pattern, now);
            showing.put(lamp, chosen);
        }
    }

    /** What other lamps show already goes on, so that this one is in step with them. */
    private Showing inStep(String colour) {
        return showing.values().stream()
                .filter(other -> other.colour.equals(colour))
                .findFirst()
                .orElseGet(() -> new Showing(colour, FlashPattern.of(colour, rateHz), tick));
    }

    /**
     * Ends all flashing and gives the lamps their state back: at once, or when a lamp may turn on
     * again. Called on the timer.
     */
    void stop() {
        running = false;
        stopped = true;
        showing.clear();
        Duration wait = lastEven.plus(SHORTEST_PERIOD).minus(timer.now());
        if (wait.isNegative() || wait.isZero()) {
            giveBack();
        } else {
            timer.after(wait, this::giveBack);
        }
    }

    /** The next show may begin at once: so this one ends only when a lamp may turn on again. */
    private void giveBack() {
        boolean changes = lamps.stream().anyMatch(LampControl::isBusy);
        lamps.forEach(lamp -> lamp.restoreAll(timer.now()));
        journal.save();
        if (changes) {
            timer.after(SHORTEST_PERIOD, this::rest);
        } else {
            rest();
        }
    }

    private void rest() {
        rested = true;
        countSettled();
    }

    private void countSettled() {
        if (rested && lamps.stream().noneMatch(lamp -> lamp.maySettleSoon(timer.now()))) {
            settled.countDown();
        }
    }

    /** After {@link #stop}: waits until all lamps have told that they have their state back. */
    boolean awaitSettled(Duration longest) throws InterruptedException {
        return settled.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }
}
