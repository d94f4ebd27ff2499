// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Phase;
import io.soribit.engine.decide.Detection;
import io.soribit.engine.ear.RingBuffer;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.picture.EvidenceSink;
import io.soribit.engine.picture.SoundAudio;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the audio of the first seconds of what is detected in one segment, while the ring still has
 * it. Used by one thread at a time.
 */
final class PictureTaker {
    private static final int MOST = 4;

    /** With what the ring keeps, there are some hundred milliseconds to spare. */
    private static final int SECONDS_AFTER = 6;

    private final LaneContext context;
    private final Segment segment;
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(Object key, String sound, long from, long to) {}

    PictureTaker(LaneContext context, Segment segment) {
        this.context = context;
        this.segment = segment;
    }

    /** A sound has begun, or is over. */
    void detected(Detection found) {
        if (context.evidence() == null) {
            return;
        }
        int rate = segment.sampleRate();
        if (found.phase() == Phase.START && pending.size() < MOST) {
            long from = Math.max(0, found.onset() - rate);
            long to = found.onset() + (long) SECONDS_AFTER * rate;
            pending.add(new Pending(found.key(), found.sound().id(), from, to));
        } else if (found.phase() == Phase.END) {
            pending.replaceAll(
                    p ->
                            p.key() == found.key()
                                    ? new Pending(
                                            p.key(),
                                            p.sound(),
                                            p.from(),
                                            Math.min(p.to(), found.end() + rate))
                                    : p);
        }
    }

    /**
     * Takes what is there.
     *
     * @param last no more audio comes
     */
    void look(boolean last) {
        if (pending.isEmpty()) {
            return;
        }
        long written = segment.ring().written();
        pending.removeIf(
                p -> {
                    boolean due = last || p.to() <= written;
                    if (due) {
                        take(p);
                    }
                    return due;
                });
    }

    private void take(Pending wanted) {
        EvidenceSink sink = context.evidence();
        RingBuffer ring = segment.ring();
        long from = Math.max(wanted.from(), ring.oldest());
        int length = (int) Math.max(0, Math.min(wanted.to(), ring.written()) - from);
        float[] samples = new float[length];
        // It fails if the oldest is overwritten meanwhile: under overload there are no pictures.
        if (sink != null && length > 0 && ring.read(from, samples, length)) {
            sink.audio(
                    new SoundAudio(
                            context.room(),
                            wanted.sound(),
                            context.clocks().wallTimeOf(segment.timeline().at(from)),
                            segment.sampleRate(),
                            samples));
        }
    }
}
