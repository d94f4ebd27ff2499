// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.hub.SourceStatus;
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
    private final Runnable task = this::run;
    private final AtomicInteger pokes = new AtomicInteger();
    private final Backoff failures = new Backoff();
    private final AtomicBoolean stalled = new AtomicBoolean();
    private final Deque<SegmentScorer> segments = new ArrayDeque<>();
    private long scoredAtFailure;
    private volatile boolean leaving;

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
        if (pokes.getAndIncrement() == 0) {
            scorer.execute(task);
        }
    }

    /** Drops what is not yet scored. Only when no thread of the pool is left. */
    void close() {
        while (first() != null) {
            dropFirst();
        }
    }

    private void run() {
        int seen = pokes.get();
        boolean more = true;
        try {
            more = drain();
        } catch (Throwable e) { // also an Error: the room must not stay without scoring
            restart(e);
        } finally {
            if (more || !pokes.compareAndSet(seen, 0)) {
                scorer.execute(task);
            } else if (leaving && first() == null) {
                scorer.forget(this);
            }
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

    private boolean drain() {
        SegmentScorer first = first();
        if (first == null) {
            return false;
        }
        if ((leaving && !slots.hears()) || tooMany()) {
            dropFirst();
            return true;
        }
        boolean more = first.drain(slots.slots());
        if (first.finished()) {
            dropFirst();
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

    private void dropFirst() {
        SegmentScorer first;
        synchronized (segments) {
            first = segments.pollFirst();
        }
        if (first != null) {
            first.close();
        }
    }
}
