// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import io.soribit.api.Urgency;
import io.soribit.notify.light.lamp.LampProtocol.Ability;
import io.soribit.notify.light.restore.LampControl;
import io.soribit.notify.light.restore.LampJournal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The patterns that lamps show at present, in step: a lamp changes to another one, or back to its
 * own light, with even ticks only, and a flash that has begun is finished. Used on the timer only.
 */
final class ShownPatterns {
    /** The shortest time between two turn-ons of a lamp, for safety. */
    static final Duration SHORTEST_PERIOD = Duration.ofMillis(500);

    /** What is seen of an alert. */
    private record Look(String colour, double rateHz, Ability ability, @Nullable Rhythm rhythm) {
        static Look of(ShownAlerts.Shown shown, Ability ability, boolean shaker) {
            @Nullable String colour = shown.flash().colour();
            String seen = colour == null ? shown.alert().event().sound().colour() : colour;
            double rateHz = shown.flash().rateHz();
            return switch (ability) {
                case COLOUR -> new Look(seen, rateHz, ability, null);
                case LIGHT -> new Look("", rateHz, ability, null);
                case SWITCH -> new Look("", 1, ability, shaker ? Rhythm.of(shown.alert()) : null);
            };
        }

        FlashPattern pattern() {
            return rhythm == null
                    ? FlashPattern.compiled(colour, rateHz, ability)
                    : rhythm.pattern();
        }
    }

    /** What a lamp shows, since which tick. */
    private record Showing(Look look, FlashPattern pattern, long firstTick) {
        boolean beginsAt(long tick) {
            return (tick - firstTick) % pattern.frames().size() == 0;
        }
    }

    private final List<LampControl> lamps;
    private final ShownAlerts alerts;
    private final FlashTimer timer;
    private final LampJournal journal;
    private final Map<LampControl, Showing> showing = new LinkedHashMap<>();
    private Duration lastLit = Duration.ofSeconds(Long.MIN_VALUE / 2);
    private long tick;

    /**
     * @param lamps may become more
     */
    ShownPatterns(
            List<LampControl> lamps, ShownAlerts alerts, FlashTimer timer, LampJournal journal) {
        this.lamps = lamps;
        this.alerts = alerts;
        this.timer = timer;
        this.journal = journal;
    }

    /** The next tick is the first one. */
    void begin() {
        tick = 0;
    }

    /** One tick: the state before is in the journal before a lamp is changed. */
    void step() {
        Duration now = timer.now();
        lamps.forEach(lamp -> lamp.keepLease(now));
        try {
            if (tick % 2 == 0) {
                alerts.removeExpired(now);
                lamps.forEach(lamp -> choose(lamp, now));
                journal.save();
            } else {
                lamps.forEach(lamp -> lamp.restoreFurther(now));
            }
            showing.forEach(
                    (lamp, s) ->
                            lit(
                                    lamp.show(
                                            s.pattern.frame(tick - s.firstTick),
                                            tick % 2 == 0,
                                            now)));
        } finally {
            tick++;
        }
    }

    /** Whether a lamp shows one. */
    boolean any() {
        return !showing.isEmpty();
    }

    void forget(LampControl lamp) {
        showing.remove(lamp);
    }

    void forgetAll() {
        showing.clear();
    }

    /** How long until a lamp may turn on again; zero if one may now. */
    Duration untilLight() {
        Duration wait = lastLit.plus(SHORTEST_PERIOD).minus(timer.now());
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private void lit(boolean may) {
        if (may) {
            lastLit = timer.now();
        }
    }

    private void choose(LampControl lamp, Duration now) {
        @Nullable Showing old = showing.get(lamp);
        Optional<ShownAlerts.Shown> winner = alerts.winner(lamp.lamp(), now);
        Ability ability = lamp.protocol().ability();
        boolean shakes = ability == Ability.SWITCH;
        if (old != null && !old.beginsAt(tick) && !(shakes && winner.isEmpty())) {
            return;
        }
        if (winner.isEmpty()) {
            showing.remove(lamp);
            lit(lamp.restore(now));
            return;
        }
        Urgency urgency = winner.get().alert().urgency();
        lamp.claim(urgency);
        Look look = Look.of(winner.get(), ability, lamp.lamp().shaker());
        if (old == null || !old.look.equals(look)) {
            Showing chosen = inStep(look);
            if (old != null || (lamp.isReady(now) && chosen.beginsAt(tick))) {
                lamp.prepare(chosen.pattern.frames(), urgency, now);
                showing.put(lamp, chosen);
            }
        }
    }

    /** The pattern that other lamps show already, so that this one is in step with them. */
    private Showing inStep(Look look) {
        return showing.values().stream()
                .filter(other -> other.look.equals(look))
                .findFirst()
                .orElseGet(() -> new Showing(look, look.pattern(), tick));
    }
}
