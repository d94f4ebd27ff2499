// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the lamps flash in step. Time runs in ticks of {@link FlashPattern#TICK}; a lamp changes to
 * another pattern, or back to its own light, and turns on, with even ticks only. Hence, whatever
 * alerts come and go, no lamp turns on twice within half a second, and those of a room turn on
 * together or half a second apart. A flash that has begun is finished.
 *
 * <p>All kinds of lamps are led by this one clock; programs of a lamp's own (blinking, effects,
 * playlists) would run out of step. They serve to come back to its own light should the hub die:
 * see the protocols.
 */
final class FlashShow {
    private static final Logger LOG = LoggerFactory.getLogger(FlashShow.class);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofMillis(200);
    private static final Duration CARE = Duration.ofSeconds(1);

    /** What is seen of an alert. */
    private record Look(String colour, double rateHz, LampProtocol.Ability ability) {}

    /** What a lamp shows, since which tick. */
    private record Showing(Look look, FlashPattern pattern, long firstTick) {
        boolean beginsAt(long tick) {
            return (tick - firstTick) % pattern.frames().size() == 0;
        }
    }

    private final List<LampControl> lamps;
    private final FlashTimer timer;
    private final ShownAlerts alerts;
    private final LampJournal journal;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final Map<LampControl, Showing> showing = new HashMap<>();
    private Duration lastLit = Duration.ofSeconds(Long.MIN_VALUE / 2);
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
        this.lamps = new ArrayList<>(lamps);
        this.timer = timer;
        alerts = new ShownAlerts(durations, rateHz);
        this.journal = journal;
    }

    /** Takes one more lamp; returns at once, from any thread. */
    void admit(LampControl lamp) {
        timer.soon(() -> lamps.add(lamp));
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

    /** Nobody has acknowledged an alert; returns at once, from any thread. */
    void remind(Alert alert) {
        if (alert.urgency() != Urgency.INFO) {
            timer.soon(
                    () -> {
                        if (alerts.remind(alert, timer.now())) {
                            show(alert);
                        }
                    });
        }
    }

    /** Somebody has seen an alert; returns at once, from any thread. */
    void acknowledge(Alert alert) {
        timer.soon(() -> alerts.acknowledge(alert.id()));
    }

    /** Takes what a lamp tells; returns at once, from any thread. */
    void heard(LampControl lamp, String topic, byte[] payload) {
        timer.soon(
                () -> {
                    Duration now = timer.now();
                    try {
                        if (lamp.heard(topic, payload, now)) {
                            alerts.overrule(lamp.lamp());
                            if (alerts.winner(lamp.lamp(), now).isEmpty()) {
                                showing.remove(lamp);
                            }
                        }
                    } catch (IOException e) {
                        String what =
                                e instanceof JsonProcessingException
                                        ? "no JSON"
                                        : "" + e.getMessage();
                        if (lamp.health().strange(what, now)) {
                            LOG.warn(
                                    "lamp {}, {}: {}",
                                    lamp.lamp().id(),
                                    topic,
                                    lamp.health().problem());
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
        if (alert.event().phase() == Phase.END) {
            alerts.end(alert.id(), timer.now());
        } else if (alert.event().phase() == Phase.START && alerts.start(alert, timer.now())) {
            show(alert);
        }
    }

    private void show(Alert alert) {
        lamps.stream().filter(l -> l.lamp().tellsOf(alert)).forEach(l -> l.ask(timer.now()));
        if (!running) {
            running = true;
            begun = false;
            timer.after(ANSWER, this::begin);
            beginIfAnswered();
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
            Duration wait = untilLight();
            timer.after(wait.isNegative() ? Duration.ZERO : wait, this::tick);
        }
    }

    /** How long until a lamp may turn on again. */
    private Duration untilLight() {
        return lastLit.plus(SHORTEST_PERIOD).minus(timer.now());
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
            running = !showing.isEmpty() || alerts.goOn() || lamps.stream().anyMatch(this::isBusy);
            begun &= running;
            if (!caring) {
                care();
            }
            if (running) {
                // Counted from now, not from when it was due: a late tick shortens no frame.
                timer.after(FlashPattern.TICK, this::tick);
            }
        }
    }

    private boolean isBusy(LampControl lamp) {
        return lamp.isBusy() || alerts.winner(lamp.lamp(), timer.now()).isPresent();
    }

    private void step(Duration now) {
        if (tick % 2 == 0) {
            alerts.removeExpired(now);
            lamps.forEach(lamp -> choose(lamp, now));
            journal.save();
        } else {
            lamps.forEach(lamp -> lamp.restoreFurther(now));
        }
        showing.forEach((lamp, s) -> lit(lamp.show(s.pattern.frame(tick - s.firstTick))));
    }

    private void lit(boolean may) {
        if (may) {
            lastLit = timer.now();
        }
    }

    private void choose(LampControl lamp, Duration now) {
        @Nullable Showing old = showing.get(lamp);
        Optional<ShownAlerts.Shown> winner = alerts.winner(lamp.lamp(), now);
        boolean shakes = lamp.protocol().ability() == LampProtocol.Ability.SWITCH;
        if (old != null && !old.beginsAt(tick) && !(shakes && winner.isEmpty())) {
            return;
        }
        if (winner.isEmpty()) {
            showing.remove(lamp);
            lit(lamp.restore(now));
            return;
        }
        Look look = look(winner.get(), lamp);
        if (old == null || !old.look.equals(look)) {
            Showing chosen = inStep(look);
            if (old != null || (lamp.isReady(now) && chosen.beginsAt(tick))) {
                lamp.prepare(chosen.pattern, now);
                showing.put(lamp, chosen);
            }
        }
    }

    private static Look look(ShownAlerts.Shown shown, LampControl lamp) {
        @Nullable String colour = shown.flash().colour();
        String seen = colour == null ? shown.alert().event().sound().colour() : colour;
        double rateHz = shown.flash().rateHz();
        return switch (lamp.protocol().ability()) {
            case COLOUR -> new Look(seen, rateHz, LampProtocol.Ability.COLOUR);
            case LIGHT -> new Look("", rateHz, LampProtocol.Ability.LIGHT);
            case SWITCH -> new Look("", 1, LampProtocol.Ability.SWITCH);
        };
    }

    /** What other lamps show already goes on, so that this one is in step with them. */
    private Showing inStep(Look look) {
        return showing.values().stream()
                .filter(other -> other.look.equals(look))
                .findFirst()
                .orElseGet(
                        () ->
                                new Showing(
                                        look,
                                        FlashPattern.compiled(
                                                look.colour, look.rateHz, look.ability),
                                        tick));
    }

    /**
     * Ends all flashing and gives the lamps their state back: at once, or when a lamp may turn on
     * again. Called on the timer.
     */
    void stop() {
        running = false;
        stopped = true;
        showing.clear();
        Duration wait = untilLight();
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
