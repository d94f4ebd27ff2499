// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.AudioStream;
import io.soribit.api.Embedding;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.ModelException;
import io.soribit.api.Sound;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** Runs the hub's own pipeline over a recording, as fast as possible. Thread-safe. */
@ProviderType
public interface Analyzer {
    /**
     * Reads a stream to its end on the calling thread. What is shorter than a window is padded with
     * silence.
     *
     * @param audio is read to its end; the caller closes it
     * @param modelId which model, {@code one+other} for several that decide together; null for
     *     those that the house hears with: the active one, with its companion where it has one
     * @param findings receives what is found, on this thread
     * @throws IOException if the stream cannot be read
     * @throws ModelException if there is no such model, or it cannot run
     */
    void analyze(AudioStream audio, @Nullable String modelId, Findings findings)
            throws IOException, ModelException;

    /** Receives what is found, in order of time, on the calling thread. */
    @ConsumerType
    interface Findings {
        /**
         * A window was scored; of several models those windows are told that they decide with,
         * which are those of the longest.
         *
         * @param model the model's id, {@code one+other} for several
         * @param start of the window in seconds
         * @param labels the model's labels; ids of sounds where several decide
         * @param scores one per label; valid during the call only
         */
        void window(String model, double start, java.util.List<String> labels, float[] scores);

        /**
         * What the model made of a window before it named sounds, if it tells; called before {@link
         * #window} of the same window. Of several models that of the first, of its last window.
         *
         * @param embedding of which model
         * @param values as many as it says; valid during the call only
         */
        default void embedding(Embedding embedding, float[] values) {}

        /**
         * What the front end made of a window, for the model; called before {@link #window} of the
         * same window. Of several models that for the first, of its last window.
         *
         * @param input what the front end was asked for
         * @param features between position and limit, left as they are; valid during the call only
         */
        default void features(FrontEndSpec input, FloatBuffer features) {}

        /**
         * A sound has ended. Times in seconds from the start of the stream.
         *
         * @param model the model's id, {@code one+other} for several; the detector's if it has no
         *     model
         * @param sound what was heard
         * @param onset when it began, in seconds
         * @param end when it ended, in seconds
         * @param score the highest smoothed score, 0 to 1
         */
        void event(String model, Sound sound, double onset, double end, float score);
    }
}
