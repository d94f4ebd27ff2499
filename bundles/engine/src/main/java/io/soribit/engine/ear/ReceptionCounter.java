// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import io.soribit.api.AudioStream;
import io.soribit.api.hub.SourceStatus;
import org.jspecify.annotations.Nullable;

/** Counts what came from a source, over all its streams. Thread-safe. */
final class ReceptionCounter {
    private long streams;
    private double earlierSeconds;
    private long earlierLost;
    private @Nullable AudioStream stream;
    private @Nullable Segment segment;

    synchronized void opened(AudioStream opened, Segment into) {
        streams++;
        stream = opened;
        segment = into;
    }

    /** To be called before the stream is let go of. */
    synchronized void ended() {
        earlierSeconds += seconds();
        earlierLost += lost();
        stream = null;
        segment = null;
    }

    synchronized SourceStatus.Reception reception() {
        Segment current = segment;
        return new SourceStatus.Reception(
                (long) (earlierSeconds + seconds()),
                earlierLost + lost(),
                Math.max(0, streams - 1),
                current == null ? null : current.timeline().driftPpm());
    }

    private double seconds() {
        Segment current = segment;
        return current == null ? 0 : (double) current.ring().written() / current.sampleRate();
    }

    private long lost() {
        AudioStream current = stream;
        return current == null ? 0 : current.lostPackets();
    }
}
