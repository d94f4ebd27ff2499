// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.DetectorSession.ScoreSink;
import io.soribit.api.Embedding;
import io.soribit.api.score.TaughtSound;
import io.soribit.common.plugin.Thrown;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.window.ScoreCheck;
import io.soribit.engine.window.WindowGate;
import io.soribit.engine.window.WindowTrack;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores one segment with one detector, window after window. When the detector is replaced, the
 * next one resumes with the first window that is not yet scored. Used by one thread at a time.
 */
final class Lane {
    private static final int MOST_PADDING_SECONDS = 30;

    private final Segment segment;
    private final DetectorSlot slot;
    private final DetectorCall call;
    private final LaneContext context;
    private final Clocks clocks;
    private final LaneDecision decision;
    private final ScoreCheck check;
    private final WindowTrack track;
    private final WindowGate gate = this::accepts;
    private final ScoreSink sink = new Scores();
    private final LaneProblems problems;
    private final EmbeddingTap embeddings;
    private @Nullable ScoringSettings settings;
    private volatile @Nullable InstalledDetector installed;
    private volatile @Nullable InstalledDetector lostBy;
    private @Nullable InstalledDetector refused;
    private boolean leftOut;
    private volatile @Nullable GuardedSession session;
    private @Nullable Embedding embedding;
    private long fed;
    private int passedOver;
    private boolean finished;

    /**
     * @param call of the thread that scores the segment: once it is left behind, nothing counts
     */
    Lane(
            Segment segment,
            DetectorSlot slot,
            DetectorCall call,
            LaneContext context,
            LaneDecision decision,
            long from) {
        this.segment = segment;
        this.slot = slot;
        this.call = call;
        this.context = context;
        clocks = context.clocks();
        problems = new LaneProblems(context.room());
        embeddings = new EmbeddingTap(segment, context);
        this.decision = decision;
        check = new ScoreCheck(segment.sampleRate(), segment.blocks(), slot.isModel());
        track = new WindowTrack(from);
        track.restart(context.settings().get().hopSamples(segment.sampleRate()));
        fed = from;
    }

    LaneDecision decision() {
        return decision;
    }

    DetectorSlot slot() {
        return slot;
    }

    boolean finished() {
        return finished;
    }

    /** What keeps its detector from scoring; empty when nothing does. */
    String problem() {
        return problems.current();
    }

    /** First sample of its next window. */
    long next() {
        return track.next();
    }

    /** First sample that it may still read. */
    long needed() {
        return slot.isModel() && !finished ? Math.min(track.next(), fed) : fed;
    }

    /** How much audio there must be for the next window. */
    long due() {
        if (session == null) {
            return fed + track.hop();
        }
        int window = session.windowSamples();
        long complete = window == 0 ? fed + segment.sampleRate() / 10 : track.next() + window;
        return Math.max(fed + 1, complete);
    }

    /**
     * Scores some of what is there.
     *
     * @param buffer to read into
     * @return whether there is more to do at once
     */
    boolean drain(float[] buffer) {
        if (finished) {
            return false;
        }
        follow();
        skipOverwritten();
        boolean ended = segment.ended();
        int count = (int) Math.min(buffer.length, segment.ring().written() - fed);
        if (session == null && refused == null) {
            return finishUnheard(ended);
        } else if (session == null && (count > 0 || ended)) {
            passUnscored(count, ended);
        } else if (session != null && count > 0) {
            if (segment.ring().read(fed, buffer, count)) {
                write(buffer, count);
            }
        } else if (session != null && ended) {
            pad(buffer);
        } else {
            return false;
        }
        return !finished;
    }

    /** Ends what is active: no audio comes for now. */
    void interrupt() {
        decision.interrupt(Long.MAX_VALUE);
    }

    /** Ends what is active and frees the session. */
    void close() {
        if (!finished) {
            count(track.skipTo(segment.ring().written()));
        }
        finish(Long.MAX_VALUE);
    }

    private void finish(long total) {
        finished = true;
        detach();
        release();
        decision.leave(total);
    }

    /** The taught sound whose score is being asked for; null if none is. For any thread. */
    @Nullable TaughtSound asked() {
        GuardedSession open = session;
        return open == null ? null : open.asked();
    }

    /** The model that it scores with; null once another has replaced it. For any thread. */
    @Nullable InstalledDetector current() {
        InstalledDetector now = installed;
        return now == slot.current() ? now : null;
    }

    /** Its detector does not return. For any thread. */
    void abandon() {
        InstalledDetector now = installed;
        if (now != null) {
            now.quarantine().lost(1);
            lostBy = now;
        }
        GuardedSession open = session;
        if (open != null) {
            open.abandon();
        }
    }

    /** Frees the session of a lane that was left behind, once its detector has returned. */
    void free() {
        InstalledDetector returned = lostBy;
        detach();
        if (returned != null) {
            returned.quarantine().lost(-1);
        }
    }

    /** Another may try its detector. For any thread. */
    void release() {
        InstalledDetector last = installed;
        if (last != null) {
            last.quarantine().released(this);
        }
    }

    private boolean finishUnheard(boolean ended) {
        if (ended && segment.ring().written() == 0) {
            finish(0);
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // settings are replaced as a whole
    private void follow() {
        InstalledDetector now = slot.current();
        if (now != null && !now.quarantine().admits(this, clocks.millis())) {
            leaveOut(now);
            return;
        }
        ScoringSettings target = context.settings().get();
        GuardedSession open = session;
        boolean gone = (open != null && open.closed()) || leftOut;
        refused = leftOut ? null : refused;
        leftOut = false;
        if (now == installed && target == settings && !gone) {
            return;
        }
        ScoringSettings before = settings;
        boolean same =
                before != null
                        && before.hop().equals(target.hop())
                        && (!slot.isModel() || before.taught().equals(target.taught()));
        settings = target;
        if (now != installed || !same || gone) {
            detach();
            installed = now;
            if (now != refused) {
                problems.over();
            }
            attach(now, target);
        } else if (open != null && now != null) {
            decision.tune(now, target, open.windowSamples());
        }
    }

    private void leaveOut(InstalledDetector now) {
        if (!leftOut || now != installed) {
            detach();
            decision.interrupt(Long.MAX_VALUE); // nobody else would end what it hears
            installed = now;
            refused = now;
            leftOut = true;
            problems.leftOut(now);
        }
    }

    private void attach(@Nullable InstalledDetector now, ScoringSettings target) {
        if (now != null && now == refused) {
            return;
        }
        refused = null;
        track.restart(target.hopSamples(segment.sampleRate()));
        if (now == null) {
            return;
        }
        GuardedSession opened = null;
        try {
            opened = now.open(segment.sampleRate(), target.hop(), target.taught(), gate);
            if (opened == null) {
                return;
            }
            if (!segment.reserve(opened.windowSamples())) {
                throw new IllegalStateException("its window is longer than 15 s");
            }
            decision.tune(now, target, opened.windowSamples());
            session = opened;
            embedding = now.embedding();
            fed = track.next();
        } catch (Throwable e) { // foreign code: also an Error
            if (opened != null) {
                opened.close();
            }
            refused = now;
            fed = track.next();
            if (!slot.isModel()) {
                decision.interrupt(Long.MAX_VALUE);
            }
            problems.refused(now, segment.sampleRate(), Thrown.readable(e));
            returned();
        }
    }

    private void detach() {
        GuardedSession open = session;
        session = null;
        if (open != null) {
            open.close();
        }
        if (!slot.isModel()) {
            track.jump(fed);
        }
        fed = track.next();
    }

    private void skipOverwritten() {
        long oldest = segment.ring().oldest();
        if (fed >= oldest) {
            return;
        }
        long missing = track.skipTo(oldest);
        count(missing);
        problems.overwritten(slot.current(), missing);
        decision.interrupt(Long.MAX_VALUE);
        reattach();
    }

    private void passUnscored(int count, boolean ended) {
        fed += count;
        count(track.skipTo(fed));
        if (ended && count == 0) {
            finish(segment.ring().written());
        }
    }

    private void write(float[] samples, int length) {
        GuardedSession open = session;
        if (open == null || call.isLeft()) {
            return;
        }
        try {
            fed += length;
            open.write(samples, length, sink);
            returned();
        } catch (Throwable e) { // foreign code: also an Error
            if (!call.isLeft()) {
                failed(Thrown.readable(e));
            }
        }
    }

    private void returned() {
        InstalledDetector now = installed;
        if (now != null && !call.isLeft()) {
            now.quarantine().returned(this);
        }
    }

    private void failed(Throwable e) {
        InstalledDetector now = installed;
        returned();
        problems.failed(now == null ? "that left" : now.name(), e);
        count(1);
        track.skipOne();
        reattach();
    }

    private void reattach() {
        InstalledDetector now = slot.current();
        detach();
        installed = now;
        attach(now, context.settings().get());
    }

    private void pad(float[] buffer) {
        long total = segment.ring().written();
        if (total == 0 || behind(total) || fed > total + padding()) {
            finish(total);
            return;
        }
        Arrays.fill(buffer, 0);
        int length = (int) Math.min(buffer.length, track.hop());
        write(buffer, length);
    }

    private long padding() {
        return (long) MOST_PADDING_SECONDS * segment.sampleRate();
    }

    private boolean behind(long total) {
        return track.lastEnd() >= total || track.next() >= total;
    }

    private boolean accepts(long start) {
        if (segment.ended() && behind(segment.ring().written())) {
            return false;
        }
        GuardedSession open = session;
        int stride = segment.live() ? context.stride().getAsInt() : 1;
        if (open != null && ++passedOver < stride) {
            track.passed(start, start + open.windowSamples());
            return false;
        }
        passedOver = 0;
        return true;
    }

    private void scored(long start, long end, float[] scores) {
        long origin = track.origin();
        track.passed(start, end);
        String wrong = check.problem(origin + start, origin + end, scores);
        if (!wrong.isEmpty()) {
            InstalledDetector now = installed;
            problems.implausible(now == null ? "that left" : now.name(), wrong);
            decision.unheard(origin + end);
            return;
        }
        synchronized (call) {
            if (call.isLeft()) {
                return;
            }
            decision.window(origin + start, origin + end, scores);
        }
        GuardedSession open = session;
        if (open != null && slot.isModel()) {
            embeddings.window(open, embedding, origin + end);
        }
        if (slot.counted()) {
            long now = clocks.millis();
            ScoringSettings current = settings;
            long hopMillis = current == null ? 0 : current.hop().toMillis();
            long arrived = segment.blocks().arrivalOf(origin + end);
            context.counters().scored(clocks.wall().millis(), now - arrived > 2 * hopMillis);
        }
        problems.over();
    }

    /** Receives the results of the session. */
    private final class Scores implements ScoreSink {
        @Override
        public void scores(long start, long end, float[] scores) {
            scored(start, end, scores);
        }

        @Override
        public void began(int label, long sample) {
            synchronized (call) {
                if (!call.isLeft()) {
                    decision.began(label, track.origin() + sample);
                }
            }
        }

        @Override
        public void evidence(int label, Map<String, Double> evidence) {
            Map<String, Double> own = Map.copyOf(evidence); // a foreign map may change, or block
            synchronized (call) {
                if (!call.isLeft()) {
                    decision.evidence(label, own);
                }
            }
        }
    }

    private void count(long missing) {
        if (slot.counted()) {
            context.counters().dropped(missing);
        }
    }
}
