// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.price;

import io.soribit.teach.history.Visitor;
import io.soribit.teach.learn.Head;
import io.soribit.teach.learn.Learner;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.OwnSound.Example;
import io.soribit.teach.sound.OwnSound.Tuned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * From where on a sound counts, by what its home was heard to be: as low as it may where it would
 * have raised one false alert a day. What raises an alert in any home is taken for the sound unless
 * a person has refused it: the home alone never makes it count later. Not thread-safe.
 */
final class HomeOnset implements Visitor {
    /** With less than that, nothing is said of the home. */
    private static final double LEAST_HOURS = 1;

    private static final double DAY = 24;

    /** Spreads above what was heard. */
    private static final double MARGIN = 0.5;

    /**
     * Spreads for each time that a day has e times the hours that were heard: how much higher the
     * highest of a day is expected to be.
     */
    private static final double UNHEARD = 0.7;

    /** Spreads between thresholds that are looked at. */
    private static final double STEP = 0.1;

    /**
     * What lasts longer is no event that a lower threshold has found, but the noise of the home.
     */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Longest time between two windows of one room that is heard. */
    private static final long AGAIN_MILLIS = 31_000;

    private static final double MILLIS_AN_HOUR = 3_600_000;

    private final OwnSound own;
    private final Learner.Result learnt;
    private final Head homes;
    private final List<Window> windows = new ArrayList<>();
    private long heardMillis;
    private long lastMillis = Long.MAX_VALUE;
    private long missed;

    private record Window(String room, long endMillis, float spreads) {}

    /**
     * @param learnt what its takes and examples teach
     */
    HomeOnset(OwnSound own, Learner.Result learnt) {
        this.own = own;
        this.learnt = learnt;
        homes = learnt.head().later(-learnt.onset());
    }

    @Override
    public void window(String room, long endMillis, byte[] values, int missedBefore) {
        missed += missedBefore;
        heardMillis += Math.min(AGAIN_MILLIS, Math.max(0, endMillis - lastMillis));
        lastMillis = endMillis;
        windows.add(new Window(room, endMillis, (float) homes.logit(values)));
    }

    /** The sound, counting from there on; as in any home while too little is known of this one. */
    OwnSound tuned() {
        double hours = hours();
        if (hours < LEAST_HOURS) {
            return own.learnt(own.examples(), learnt.head());
        }
        double low = learnt.lowest();
        double limit = Math.max(low, most());
        double allowed = Math.max(0, Math.floor(hours / DAY) - 1);
        double lowest = limit;
        for (double next = limit - STEP; next >= low; next -= STEP) {
            if (mistaken(next) > allowed) {
                break; // below, events run into one another
            }
            lowest = next;
        }
        double unheard = UNHEARD * Math.max(0, Math.log(DAY / hours));
        double onset = Math.min(limit, lowest + MARGIN + unheard);
        return own.tuned(homes.later(onset), new Tuned((float) onset, share(onset), (float) hours));
    }

    private float share(double onset) {
        return (float) (onset / Math.max(1, learnt.reach()));
    }

    private double hours() {
        double share = (double) windows.size() / Math.max(1, windows.size() + missed);
        return share * heardMillis / MILLIS_AN_HOUR;
    }

    /** What raises an alert in any home, and what was confirmed, raises one here. */
    private double most() {
        double most = learnt.onset();
        for (Example example : own.examples()) {
            if (example.positive()) {
                most = Math.min(most, Learner.surest(homes, example.windows()));
            }
        }
        return most;
    }

    /** How many false alerts it would have raised; without limit if it would go on and on. */
    private long mistaken(double onset) {
        Replay replay = new Replay(homes, own.threshold());
        for (Window window : windows) {
            replay.scored(window.room, window.endMillis, window.spreads - onset);
        }
        long mistaken = 0;
        for (Replay.Event event : replay.events()) {
            Boolean confirmed = Prices.judgement(own, event);
            if (Duration.between(event.start(), event.end()).compareTo(LONGEST) >= 0) {
                return Long.MAX_VALUE;
            }
            boolean itself = confirmed == null && event.logit() + onset >= learnt.onset();
            if (!itself && !Boolean.TRUE.equals(confirmed)) {
                mistaken++;
            }
        }
        return mistaken;
    }
}
