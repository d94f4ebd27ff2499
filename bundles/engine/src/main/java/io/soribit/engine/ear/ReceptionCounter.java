// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import io.soribit.api.hub.SourceStatus;
import org.jspecify.annotations.Nullable;

/** Counts what came from a source, over all its streams. Thread-safe. */
final class ReceptionCounter {
    private long streams;
    private double earlierSeconds;
    private long earlierLost;
    private long lost;
    private @Nullable Segment segment;

    synchronized void opened(Segment into) {
        streams++;
        segment = into;
    }

    /** Takes the packets that the stream has lost so far. */
    synchronized void lost(long packets) {
        lost = packets;
    }

    synchronized void ended() {
        earlierSeconds += seconds();
        earlierLost += lost;
        lost = 0;
        segment = null;
    }

    synchronized SourceStatus.Reception reception() {
        Segment current = segment;
        return new SourceStatus.Reception(
                (long) (earlierSeconds + seconds()),
                earlierLost + lost,
                Math.max(0, streams - 1),
                current == null ? null : current.timeline().driftPpm());
    }

    private double seconds() {
        Segment current = segment;
        return current == null ? 0 : (double) current.ring().written() / current.sampleRate();
    }
}
