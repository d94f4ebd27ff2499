// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import io.soribit.api.Embedding;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.score.TaughtSound;
import io.soribit.teach.learn.Head;
import java.time.Duration;
import java.util.List;

/**
 * A sound that the household has taught, with all that it was learnt from.
 *
 * @param sound what it is for people
 * @param embedding what it was learnt on
 * @param takes what it was learnt from
 * @param head gives its score
 */
public record OwnSound(Sound sound, Embedding embedding, List<Features> takes, Head head)
        implements TaughtSound {
    private static final Threshold THRESHOLD =
            new Threshold(
                    0.5f, 0.25f, Duration.ofMillis(720), Duration.ofSeconds(3), Duration.ZERO);

    /**
     * A take, as its file keeps it: no audio.
     *
     * @param name of the recording
     * @param loud embeddings of the windows in which the sound is
     * @param quiet those of windows in which it is not
     */
    public record Features(String name, List<float[]> loud, List<float[]> quiet) {
        public Features {
            loud = List.copyOf(loud);
            quiet = List.copyOf(quiet);
            if (loud.isEmpty()) {
                throw new IllegalArgumentException("the take '" + name + "' has no window");
            }
        }
    }

    public OwnSound {
        takes = List.copyOf(takes);
        if (!sound.id().startsWith(Sound.TAUGHT)) {
            throw new IllegalArgumentException(
                    "the id '" + sound.id() + "' does not begin with " + Sound.TAUGHT);
        }
        if (head.weights().length != embedding.size()) {
            throw new IllegalArgumentException(
                    "its head has "
                            + head.weights().length
                            + " weights for "
                            + embedding.size()
                            + " values");
        }
    }

    @Override
    public Threshold threshold() {
        return THRESHOLD;
    }

    @Override
    public float score(float[] values) {
        return head.score(values);
    }
}
