// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.price;

import io.soribit.api.setting.Teaching;
import io.soribit.api.setting.Teaching.PastEvent;
import io.soribit.api.setting.Teaching.Price;
import io.soribit.teach.history.History;
import io.soribit.teach.history.Visitor;
import io.soribit.teach.learn.Coarse;
import io.soribit.teach.learn.Learner;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.OwnSound.Example;
import io.soribit.teach.sound.OwnSound.Span;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replays taught sounds over the history, one at a time: each reads up to some hundred megabytes.
 * Thread-safe; blocks on the disk, for seconds.
 */
public final class Prices {
    /** The newest events that are listed. */
    private static final int MOST_LISTED = 50;

    private static final int MOST_WINDOWS = 3;
    private static final Duration EVENT = Duration.ofSeconds(5);
    private static final Duration DAY = Duration.ofDays(1);

    private final History history;
    private final Clock wall;

    public Prices(History history, Clock wall) {
        this.history = history;
        this.wall = wall;
    }

    /**
     * Which alerts it would have raised, its takes left out.
     *
     * @param days back from now
     */
    public synchronized Price of(OwnSound own, int days) throws IOException {
        Replay replay = new Replay(own.head(), own.threshold());
        visit(own, days, replay);
        List<PastEvent> events = new ArrayList<>();
        for (Replay.Event event : replay.events()) {
            events.add(
                    new PastEvent(
                            event.room(),
                            event.start(),
                            event.end(),
                            event.score(),
                            judgement(own, event)));
        }
        events.sort(Comparator.comparing(PastEvent::start).reversed());
        return new Price(
                history.kept(),
                days,
                replay.first(),
                events.size(),
                events.subList(0, Math.min(MOST_LISTED, events.size())),
                replay.missed());
    }

    /** The last days, the time of its takes left out. */
    private void visit(OwnSound own, int days, Visitor visitor) throws IOException {
        Instant now = wall.instant();
        Span recorded = own.recorded();
        history.visit(
                now.minus(DAY.multipliedBy(days)),
                now,
                own.embedding(),
                (room, end, values, missed) -> {
                    if (recorded == null || !recorded.holds(end)) {
                        visitor.window(room, end, values, missed);
                    }
                });
    }

    /** The same, counting from where all days that are kept have it. */
    public synchronized OwnSound tuned(OwnSound own) throws IOException {
        Learner.Result learnt =
                OwnSound.learnt(own.embedding(), own.takes(), own.examples()).orElse(null);
        if (learnt == null) {
            return own;
        }
        HomeOnset onset = new HomeOnset(own, learnt);
        visit(own, Teaching.MOST_DAYS, onset);
        return onset.tuned();
    }

    static @Nullable Boolean judgement(OwnSound own, Replay.Event event) {
        for (Example example : own.examples()) {
            Instant at = example.time();
            if (example.room().equals(event.room())
                    && !at.isBefore(event.start())
                    && !at.isAfter(event.end())) {
                return example.positive();
            }
        }
        return null;
    }

    /**
     * What was heard in a room at a time, as an example: its windows in which the sound is surest.
     *
     * @param from end of the first window
     * @return empty if nothing is kept of it
     */
    public Optional<Example> example(OwnSound own, String room, Instant from, boolean positive)
            throws IOException {
        List<Heard> windows = new ArrayList<>();
        history.visit(
                from,
                from.plus(EVENT),
                own.embedding(),
                (where, end, values, missed) -> {
                    if (where.equals(room)) {
                        windows.add(new Heard(end, values));
                    }
                });
        windows.sort(Comparator.comparingDouble(w -> -own.head().logit(w.values)));
        List<Heard> surest = windows.subList(0, Math.min(MOST_WINDOWS, windows.size()));
        return surest.stream()
                .findFirst()
                .map(
                        first ->
                                new Example(
                                        room,
                                        Instant.ofEpochMilli(first.end),
                                        positive,
                                        surest.stream().map(Heard::values).toList()));
    }

    /** A window of the history. */
    private static final class Heard {
        private final long end;
        private final float[] values;

        Heard(long end, byte[] coarse) {
            this.end = end;
            values = Coarse.embedding(coarse);
        }

        float[] values() {
            return values;
        }
    }
}
