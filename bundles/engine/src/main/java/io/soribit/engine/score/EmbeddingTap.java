// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Embedding;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.picture.EvidenceSink;
import org.jspecify.annotations.Nullable;

/**
 * Hands over what a model makes of about one window a second of a live source, if anybody wants it.
 * Allocates only when another model scores. Used by one thread at a time.
 */
final class EmbeddingTap {
    private final Segment segment;
    private final LaneContext context;
    private float[] values = {};
    private long next;

    EmbeddingTap(Segment segment, LaneContext context) {
        this.segment = segment;
        this.context = context;
    }

    /**
     * Looks at the window whose scores are just being handed over.
     *
     * @param embedding of its model; null if that has none
     * @param end of the window, in samples of the segment
     */
    void window(GuardedSession session, @Nullable Embedding embedding, long end) {
        EvidenceSink sink = context.evidence();
        if (embedding == null || sink == null || end < next || !segment.live()) {
            return;
        }
        if (!sink.wantsEmbeddings()) {
            return;
        }
        next = end + segment.sampleRate();
        if (values.length != embedding.size()) {
            values = new float[embedding.size()];
        }
        session.embedding(values);
        Clocks clocks = context.clocks();
        long age = clocks.millis() - segment.blocks().arrivalOf(end);
        sink.embedding(context.room(), clocks.wall().millis() - age, embedding, values);
    }
}
