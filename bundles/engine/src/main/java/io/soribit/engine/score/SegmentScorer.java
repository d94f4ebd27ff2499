// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.engine.ear.Segment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores one segment with each detector that there is. Used by one thread at a time. */
final class SegmentScorer {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentScorer.class);
    private static final int READS = 16;
    private static final DetectorSlot[] UNKNOWN = {};

    private final Segment segment;
    private final LaneContext context;
    private final long from;
    private final AlarmEvidence alarms;
    private final JoinedDecision models;
    private final PictureTaker pictures;
    private final float[] buffer;
    private final DetectorCall call = new DetectorCall();
    private volatile long released;
    private DetectorSlot[] slots = UNKNOWN;
    private volatile Lane[] lanes = {};
    private volatile long due;
    private boolean finished;

    /**
     * @param from first sample that counts; it may be yet to come
     */
    SegmentScorer(Segment segment, LaneContext context, long from) {
        this.segment = segment;
        this.from = from;
        released = from;
        this.context = context;
        alarms = new AlarmEvidence(segment.sampleRate());
        pictures = new PictureTaker(context, segment);
        models =
                new JoinedDecision(
                        context.room(),
                        segment.sampleRate(),
                        context.ontology(),
                        alarms,
                        segment.blocks(),
                        new Reporter(context, segment, pictures));
        buffer = new float[segment.sampleRate() / 2];
    }

    Segment segment() {
        return segment;
    }

    boolean finished() {
        return finished;
    }

    /** How much audio makes the next drain worth while. */
    long due() {
        return due;
    }

    /** What keeps a detector from scoring; empty when nothing does. */
    String problem() {
        for (Lane lane : lanes) {
            if (!lane.problem().isEmpty()) {
                return lane.problem();
            }
        }
        return "";
    }

    /**
     * Scores some of what is there.
     *
     * @return whether there is more to do at once
     */
    boolean drain(DetectorSlot[] required) {
        if (required != slots) {
            adapt(required);
        }
        boolean more = true;
        for (int i = 0; i < READS && more; i++) {
            more = drainOnce(lanes);
        }
        boolean all = true;
        long needed = Long.MAX_VALUE;
        long next = Long.MAX_VALUE;
        for (Lane lane : lanes) {
            all &= lane.finished();
            needed = Math.min(needed, lane.needed());
            next = lane.finished() ? next : Math.min(next, lane.due());
        }
        pictures.look(segment.ended());
        released = needed == Long.MAX_VALUE ? released : needed;
        segment.ring().release(needed);
        due = next;
        finished = all;
        if (all) {
            segment.setScored();
        }
        return more;
    }

    /**
     * Lets each lane read once, so that all hear the same: the model that leads after the others.
     */
    private boolean drainOnce(Lane[] now) {
        LaneDecision lead = models.lead();
        boolean more = false;
        for (Lane lane : now) {
            if (lane.slot().isModel() && lane.decision() != lead) {
                more |= drain(lane);
            }
        }
        for (Lane lane : now) {
            if (!lane.slot().isModel() || lane.decision() == lead) {
                more |= drain(lane);
            }
        }
        return more;
    }

    private boolean drain(Lane lane) {
        call.begin(lane);
        try {
            boolean more = lane.drain(buffer);
            if (call.isLeft()) {
                throw new IllegalStateException("another has taken its place");
            }
            return more;
        } finally {
            call.end();
        }
    }

    private void close(Lane lane) {
        call.begin(lane);
        try {
            lane.close();
        } finally {
            call.end();
        }
    }

    /**
     * To be called twice a second, by another thread: the lane whose detector does not return, or a
     * taught sound of its model; null if all do.
     */
    @Nullable Lane overdue() {
        return call.overdue();
    }

    /** Where it blocks. */
    String position() {
        return call.position();
    }

    /**
     * Leaves the thread that scores behind: what it heard ends, and what it hears counts no more.
     */
    void leave() {
        synchronized (call) {
            call.leave();
            for (Lane lane : lanes) {
                lane.release();
                lane.decision().leave(Long.MAX_VALUE);
            }
        }
    }

    /** First sample that not all detectors have heard. */
    long released() {
        return released;
    }

    /** Frees the sessions after it was left behind, on the thread that has come back. */
    void free() {
        for (Lane lane : lanes) {
            lane.free();
        }
    }

    /** Ends what is active: no audio comes for now. */
    void interrupt() {
        for (Lane lane : lanes) {
            lane.interrupt();
        }
    }

    /** Drops what is not yet scored, ends what is active, and frees the sessions. */
    void close() {
        for (Lane lane : lanes) {
            close(lane);
        }
        pictures.look(true);
        finished = true;
        segment.setScored();
    }

    /** Closes what can be closed after a failure; a segment that has ended is let go. */
    void abandon() {
        for (Lane lane : lanes) {
            try {
                lane.close();
            } catch (Throwable e) { // one that fails must not keep the others open
                LOG.warn("a detector could not be closed after a failure", e);
            }
        }
        if (segment.ended()) {
            segment.setScored();
        }
    }

    private void adapt(DetectorSlot[] required) {
        Lane[] next = new Lane[required.length];
        for (int i = 0; i < required.length; i++) {
            Lane lane = laneOf(required[i]);
            next[i] = lane != null ? lane : lane(required[i]);
        }
        for (Lane lane : lanes) {
            boolean kept = false;
            for (Lane other : next) {
                kept |= other == lane;
            }
            if (!kept) {
                close(lane);
            }
        }
        slots = required;
        lanes = next;
    }

    private Lane lane(DetectorSlot slot) {
        LaneDecision decision = slot.isModel() ? models.join() : beside(slot.current());
        return new Lane(segment, slot, call, context, decision, firstOf(slot));
    }

    /** One more model begins with the next window of the first, so that both hear the same. */
    private long firstOf(DetectorSlot slot) {
        if (slots == UNKNOWN) {
            return from;
        }
        return Math.max(from, slot.isModel() ? lanes[0].next() : segment.ring().written());
    }

    private LaneDecision beside(@Nullable InstalledDetector detector) {
        Reporter reporter = new Reporter(context, segment, pictures);
        if (detector != null) {
            reporter.speakFor(detector.id(), detector.model());
        }
        return new DetectorDecision(
                context.room(),
                segment.sampleRate(),
                context.ontology(),
                alarms,
                segment.blocks(),
                reporter);
    }

    private @Nullable Lane laneOf(DetectorSlot slot) {
        for (Lane lane : lanes) {
            if (lane.slot() == slot) {
                return lane;
            }
        }
        return null;
    }
}
