// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.common.concurrent.RecentIds;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.restore.LampControl;
import io.soribit.notify.light.restore.LampJournal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
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
public final class FlashShow {
    private static final Logger LOG = LoggerFactory.getLogger(FlashShow.class);
    private static final Duration ANSWER = Duration.ofMillis(200);
    private static final Duration CARE = Duration.ofSeconds(1);

    private final List<LampControl> lamps;
    private final FlashTimer timer;
    private final ShownAlerts alerts;
    private final LampJournal journal;
    private final ShownPatterns patterns;
    private final ShutdownRestore givingBack;
    private final BiConsumer<Alert, Lamp> receipts;
    private final Map<LampControl, RecentIds> confirmed = new HashMap<>();
    private boolean running;
    private boolean begun;
    private boolean caring;
    private boolean stopped;

    public FlashShow(
            List<LampControl> lamps,
            FlashTimer timer,
            double rateHz,
            FlashDurations durations,
            LampJournal journal) {
        this(lamps, timer, rateHz, durations, journal, (alert, lamp) -> {});
    }

    /**
     * @param receipts called once for each alert and lamp that reports that it shows it
     */
    public FlashShow(
            List<LampControl> lamps,
            FlashTimer timer,
            double rateHz,
            FlashDurations durations,
            LampJournal journal,
            BiConsumer<Alert, Lamp> receipts) {
        this.receipts = receipts;
        this.lamps = new ArrayList<>(lamps);
        this.timer = timer;
        alerts = new ShownAlerts(durations, rateHz);
        this.journal = journal;
        patterns = new ShownPatterns(this.lamps, alerts, timer, journal);
        givingBack = new ShutdownRestore(this.lamps, timer, journal);
    }

    /** Takes one more lamp; returns at once, from any thread. */
    public void admit(LampControl lamp) {
        timer.soon(() -> lamps.add(lamp));
    }

    /** A lamp was found, or is back: asks for its state; returns at once, from any thread. */
    public void inquire(LampControl lamp) {
        timer.soon(() -> lamp.inquire(timer.now()));
    }

    /** Restores lamps as the journal says; returns at once. */
    public void recover() {
        timer.soon(this::care);
    }

    /** Takes an alert; returns at once, from any thread. */
    public void deliver(Alert alert) {
        if (alert.urgency() != Urgency.INFO) {
            timer.soon(() -> take(alert));
        }
    }

    /** Nobody has acknowledged an alert; returns at once, from any thread. */
    public void remind(Alert alert) {
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
    public void acknowledge(Alert alert) {
        timer.soon(() -> alerts.acknowledge(alert.id()));
    }

    /** Takes a report of a lamp; returns at once, from any thread. */
    public void heard(LampControl lamp, String topic, byte[] payload) {
        timer.soon(
                () -> {
                    Duration now = timer.now();
                    try {
                        if (lamp.heard(topic, payload, now)) {
                            LampControl flashing = lamp.leader();
                            alerts.overrule(flashing.lamp());
                            if (alerts.winner(flashing.lamp(), now).isEmpty()) {
                                patterns.forget(flashing);
                            }
                        } else if (lamp.showsFrame()) {
                            confirm(lamp, now);
                        }
                    } catch (IOException e) {
                        String what =
                                e instanceof JsonProcessingException
                                        ? "no JSON"
                                        : "" + e.getMessage();
                        if (lamp.health().malformed(what, now)) {
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

    private void confirm(LampControl lamp, Duration now) {
        alerts.winner(lamp.leader().lamp(), now)
                .map(ShownAlerts.Shown::alert)
                .ifPresent(alert -> Stream.of(lamp, lamp.leader()).forEach(l -> confirm(l, alert)));
    }

    private void confirm(LampControl lamp, Alert alert) {
        if (confirmed.computeIfAbsent(lamp, l -> new RecentIds(ShownAlerts.MOST)).add(alert.id())) {
            receipts.accept(alert, lamp.lamp());
        }
    }

    private void settle() {
        journal.save();
        if (stopped) {
            givingBack.check();
        } else if (!running && lamps.stream().anyMatch(LampControl::isBusy)) {
            running = true;
            begin();
        }
    }

    /** Looks after the lamps that have not their state back, until all have. */
    private void care() {
        caring = needsCare();
        if (caring) {
            lamps.forEach(lamp -> lamp.care(timer.now()));
            settle();
            caring = needsCare();
        }
        if (caring) {
            timer.after(CARE, this::care);
        }
    }

    private boolean needsCare() {
        return !stopped && lamps.stream().anyMatch(LampControl::needsCare);
    }

    private void take(Alert alert) {
        if (alert.event().phase() != Phase.START) {
            alerts.narrow(alert);
        }
        if (alert.event().phase() == Phase.END) {
            alerts.end(alert.id(), timer.now());
        } else if (alert.event().phase() == Phase.START && alerts.start(alert, timer.now())) {
            show(alert);
        }
    }

    private void show(Alert alert) {
        lamps.stream().filter(l -> l.lamp().isFor(alert)).forEach(this::ask);
        if (!running) {
            running = true;
            begun = false;
            timer.after(ANSWER, this::begin);
            beginIfAnswered();
        }
    }

    private void ask(LampControl lamp) {
        alerts.winner(lamp.lamp(), timer.now())
                .ifPresent(shown -> lamp.claim(shown.alert().urgency()));
        lamp.ask(timer.now());
    }

    private void beginIfAnswered() {
        if (running && !begun && lamps.stream().noneMatch(LampControl::awaitsAnswer)) {
            begin();
        }
    }

    private void begin() {
        if (running && !begun) {
            begun = true;
            patterns.begin();
            timer.after(patterns.untilLight(), this::tick);
        }
    }

    private void tick() {
        if (!running) {
            return;
        }
        try {
            patterns.step();
        } finally {
            journal.save();
            running = patterns.any() || alerts.goOn() || lamps.stream().anyMatch(this::isBusy);
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

    /**
     * Ends all flashing and gives the lamps their state back: at once, or when a lamp may turn on
     * again. Called on the timer.
     */
    public void stop() {
        running = false;
        stopped = true;
        patterns.forgetAll();
        givingBack.begin(patterns.untilLight());
    }

    /** After {@link #stop}: waits until all lamps have confirmed their restored state. */
    public boolean awaitSettled(Duration longest) throws InterruptedException {
        return givingBack.await(longest);
    }
}
