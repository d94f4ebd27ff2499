// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Embedding;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.picture.EvidenceSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over what a model makes of about one window a second of a live source, if anybody wants it.
 * Allocates only when another model scores. A model that fails at it goes on scoring, and is not
 * asked again in that session. Used by one thread at a time.
 */
final class EmbeddingTap {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingTap.class);

    private final Segment segment;
    private final LaneContext context;
    private float[] values = {};
    private long next;
    private @Nullable GuardedSession failed;

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
        if (session == failed || !sink.wantsEmbeddings()) {
            return;
        }
        next = end + segment.sampleRate();
        if (values.length != embedding.size()) {
            values = new float[embedding.size()];
        }
        try {
            session.embedding(values);
        } catch (Throwable e) { // foreign code: also an Error
            failed = session;
            LOG.error("the model gives no embedding {}; it scores on", embedding.trunk(), e);
            return;
        }
        Clocks clocks = context.clocks();
        long age = clocks.millis() - segment.blocks().arrivalOf(end);
        sink.embedding(context.room(), clocks.wall().millis() - age, embedding, values);
    }
}
