// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.hub.SourceStatus;
import io.soribit.api.score.TaughtSound;
import io.soribit.common.plugin.Thrown;
import io.soribit.engine.ear.Backoff;
import io.soribit.engine.ear.EarListener;
import io.soribit.engine.ear.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores what one ear hears, segment after segment, on the pool: one drain at a time. */
public final class EarScorer implements EarListener {
    private static final Logger LOG = LoggerFactory.getLogger(EarScorer.class);
    private static final int MOST_SEGMENTS = 4;

    private final Scorer scorer;
    private final LaneContext context;
    private final RoomSlots slots;
    private final boolean live;
    private final Backoff failures = new Backoff();
    private final AtomicBoolean stalled = new AtomicBoolean();
    private final Deque<SegmentScorer> segments = new ArrayDeque<>();
    private long scoredAtFailure;
    private volatile boolean leaving;
    private volatile Run current = new Run();

    EarScorer(Scorer scorer, LaneContext context, RoomSlots slots, boolean live) {
        this.scorer = scorer;
        this.context = context;
        this.slots = slots;
        this.live = live;
    }

    @Override
    public void opened(Segment segment) {
        synchronized (segments) {
            segments.addLast(new SegmentScorer(segment, context, 0));
        }
        poke();
    }

    @Override
    public void advanced(Segment segment) {
        SegmentScorer first = first();
        if (first == null || first.segment() != segment) {
            return; // an older segment is being scored, which ends with a look at this one
        }
        if (segment.ring().written() >= first.due()) {
            poke();
        }
    }

    @Override
    public void ended(Segment segment) {
        poke();
    }

    @Override
    public void stalled() {
        stalled.set(true);
        poke();
    }

    /** No audio comes any more: the rest is scored, then the scorer ends. */
    public void leave() {
        leaving = true;
        poke();
    }

    boolean live() {
        return live;
    }

    String room() {
        return context.room();
    }

    public SourceStatus.Windows windows() {
        return context.counters().windows(live ? context.stride().getAsInt() : 1);
    }

    public @Nullable Instant lastScored() {
        return context.counters().lastScored();
    }

    /** What keeps a detector from scoring; empty when nothing does. */
    public String problem() {
        SegmentScorer first = first();
        return first == null ? "" : first.problem();
    }

    /** What is being heard; null while there is nothing. */
    @Nullable Segment segment() {
        synchronized (segments) {
            SegmentScorer last = segments.peekLast();
            return last == null ? null : last.segment();
        }
    }

    /** Has a thread of the pool look after it. */
    void poke() {
        current.poke();
    }

    /**
     * Replaces a thread whose detector does not return: what it did not score is scored by another,
     * without the detector. A model is waited for until another takes its place: without one the
     * room would not be heard. To be called twice a second.
     */
    void check() {
        SegmentScorer stuck = first();
        Lane lane = stuck == null ? null : stuck.overdue();
        if (stuck == null || lane == null) {
            return;
        }
        TaughtSound sound = lane.asked();
        if (sound == null && lane.slot().isModel()) {
            InstalledDetector model = lane.current();
            if (model != null) {
                scorer.modelBlocks(model);
                return;
            }
        } else {
            leaveOut(lane, sound, stuck.position());
        }
        Run next = new Run();
        synchronized (segments) {
            if (segments.peekFirst() != stuck || !current.isBusy()) {
                return; // it has just returned
            }
            segments.removeFirst();
            segments.addFirst(new SegmentScorer(stuck.segment(), context, stuck.released()));
            current = next;
            scorer.leftBehind(1);
        }
        lane.abandon();
        stuck.leave();
        next.poke();
    }

    private void leaveOut(Lane lane, @Nullable TaughtSound sound, String position) {
        if (sound != null) {
            scorer.leaveOut(sound);
            LOG.error(
                    "a taught sound does not return in room {}: it blocks in {}; it is not listened"
                            + " for any more",
                    context.room(),
                    position);
            return;
        }
        InstalledDetector blocking = lane.slot().current();
        Duration pause =
                blocking == null ? Duration.ZERO : blocking.leaveOut(context.clocks().millis());
        LOG.error(
                "detector {} does not return in room {}: it blocks in {}; it is left out, and tried"
                        + " again in {} s",
                blocking == null ? "that left" : blocking.name(),
                context.room(),
                position,
                pause.toSeconds());
    }

    /** Drops what is not yet scored. Only when no thread of the pool is left. */
    void close() {
        for (SegmentScorer first = first(); first != null; first = first()) {
            drop(first);
        }
    }

    /** Drops the pending audio and resumes with new audio after a back-off. */
    private void restart(Throwable cause) {
        long scored = context.counters().windows(1).scored();
        if (scored > scoredAtFailure) {
            failures.reset();
        }
        scoredAtFailure = scored;
        SegmentScorer failed;
        Duration pause = failures.next();
        synchronized (segments) {
            failed = segments.pollFirst();
            if (failed != null && !failed.segment().ended()) {
                Segment segment = failed.segment();
                long skipped = pause.toMillis() * segment.sampleRate() / 1_000;
                segments.addFirst(
                        new SegmentScorer(segment, context, segment.ring().written() + skipped));
            }
        }
        LOG.error(
                "room {}: scoring failed; what comes in {} ms is scored again: please report it",
                context.room(),
                pause.toMillis(),
                cause);
        if (failed != null) {
            failed.abandon();
        }
    }

    private boolean drain(@Nullable SegmentScorer first) {
        if (first == null) {
            return false;
        }
        if ((leaving && !slots.hears()) || tooMany()) {
            drop(first);
            return true;
        }
        boolean more = first.drain(slots.slots());
        if (first.finished()) {
            drop(first);
            return true;
        }
        if (!more && stalled.getAndSet(false)) {
            first.interrupt();
        }
        return more;
    }

    private boolean tooMany() {
        synchronized (segments) {
            return live && segments.size() > MOST_SEGMENTS;
        }
    }

    private @Nullable SegmentScorer first() {
        synchronized (segments) {
            return segments.peekFirst();
        }
    }

    private void drop(SegmentScorer first) {
        try {
            first.close();
        } finally {
            synchronized (segments) {
                segments.remove(first);
            }
        }
    }

    /**
     * The scoring of this ear, on one thread at a time. Once another has taken its place, it frees
     * what it holds and ends.
     */
    private final class Run implements Runnable {
        private final AtomicInteger pokes = new AtomicInteger();

        void poke() {
            if (pokes.getAndIncrement() == 0) {
                scorer.execute(this);
            }
        }

        boolean isBusy() {
            return pokes.get() > 0;
        }

        @Override
        public void run() {
            int seen = pokes.get();
            SegmentScorer first;
            synchronized (segments) {
                if (current != this) {
                    scorer.leftBehind(-1);
                    return;
                }
                first = segments.peekFirst();
            }
            boolean more = true;
            try {
                more = drain(first);
            } catch (Throwable e) { // also an Error: the room must not stay without scoring
                if (current == this) {
                    restart(Thrown.readable(e));
                }
            } finally {
                goOn(first, more, seen);
            }
        }

        private void goOn(@Nullable SegmentScorer first, boolean more, int seen) {
            boolean replaced;
            boolean over;
            synchronized (segments) {
                replaced = current != this;
                over = !replaced && !more && pokes.compareAndSet(seen, 0);
            }
            if (replaced) {
                giveBack(first);
            } else if (!over) {
                scorer.execute(this);
            } else if (leaving && first() == null) {
                scorer.forget(EarScorer.this);
            }
        }

        /** Its thread counts as left behind until all is freed: closing may block, too. */
        private void giveBack(@Nullable SegmentScorer left) {
            try {
                if (left != null) {
                    left.free();
                }
                LOG.info("room {}: the detector that did not return has returned", context.room());
            } finally {
                scorer.leftBehind(-1);
            }
        }
    }
}
