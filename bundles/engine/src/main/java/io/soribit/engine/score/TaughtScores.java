// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.ModelSession;
import io.soribit.api.score.TaughtSound;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scores of the sounds that the household has taught, behind those of the model, from what it
 * made of the same window. Allocates nothing per window. Not thread-safe.
 */
final class TaughtScores {
    private static final Logger LOG = LoggerFactory.getLogger(TaughtScores.class);

    private final TaughtSound[] sounds;
    private final boolean[] broken;
    private final float[] embedding;
    private volatile @Nullable TaughtSound asked;

    /**
     * @param sounds that are learnt on the embedding of the model
     * @param size of the embedding
     */
    TaughtScores(List<TaughtSound> sounds, int size) {
        this.sounds = sounds.toArray(TaughtSound[]::new);
        broken = new boolean[this.sounds.length];
        embedding = new float[this.sounds.length == 0 ? 0 : size];
    }

    int size() {
        return sounds.length;
    }

    /**
     * Scores the window that the session has scored last.
     *
     * @param scores receives them from {@code offset} on
     */
    void read(ModelSession session, float[] scores, int offset) {
        if (sounds.length == 0) {
            return;
        }
        session.embedding(embedding);
        for (int i = 0; i < sounds.length; i++) {
            scores[offset + i] = score(i);
        }
    }

    private float score(int sound) {
        if (broken[sound]) {
            return 0;
        }
        asked = sounds[sound];
        try {
            float score = sounds[sound].score(embedding);
            if (score >= 0 && score <= 1) {
                return score;
            }
            throw new IllegalStateException("its score is " + score + ", not 0 to 1");
        } catch (Throwable e) { // foreign code: also an Error
            broken[sound] = true;
            LOG.error(
                    "the taught sound {} cannot be scored, and is not heard: remove it and teach it"
                            + " again",
                    sounds[sound].sound().id(),
                    e);
            return 0;
        } finally {
            asked = null;
        }
    }

    /** The one whose score is being asked for; null if none is. For any thread. */
    @Nullable TaughtSound asked() {
        return asked;
    }
}
