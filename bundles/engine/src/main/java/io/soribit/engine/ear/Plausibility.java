// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import io.soribit.api.AudioFormat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether what a source gives can be what a living microphone hears. Not thread-safe. */
final class Plausibility {
    private final SilenceDetector silence = new SilenceDetector();
    private final Repetition repetition = new Repetition();
    private final OwnNoise noise = new OwnNoise();

    /** Takes the next samples as they come from the source. */
    void addRaw(float[] interleaved, int count, AudioFormat format) {
        silence.add(interleaved, count, format);
        repetition.add(interleaved, count, format);
    }

    /**
     * Takes the same samples as they are scored.
     *
     * @param most for how long what is implausible may last; zero: for ever
     */
    void addMono(float[] mono, int count, int sampleRate, Duration most) {
        noise.add(mono, count, sampleRate, most);
    }

    /** What the source has given for so long that it is not heard; null if it is. */
    @Nullable String problem(Duration most) {
        if (silence.lasts(most)) {
            return "nothing but digital silence";
        }
        if (repetition.lasts(most)) {
            return "the same piece of sound over and over";
        }
        return noise.lasts(most) ? "less than its own noise" : null;
    }
}
