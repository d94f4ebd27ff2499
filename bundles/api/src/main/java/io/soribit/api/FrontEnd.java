// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns audio into the windows of features that a model scores. Thread-safe; each stream it opens
 * is not.
 */
@ConsumerType
public interface FrontEnd {
    /**
     * The {@link FrontEndSpec#type()} it understands.
     *
     * @return for example {@code log-mel}
     */
    String type();

    /**
     * Starts a stream of windows.
     *
     * @param spec what the model wants
     * @param sampleRate sample rate of the audio that will be written, in Hz; resampled where the
     *     spec wants another
     * @param hop time from the start of a window to the start of the next; rounded to the front
     *     end's own hop
     * @return a new stream, which the hub closes
     * @throws IllegalArgumentException naming the entry of the spec that cannot be met
     */
    FeatureStream open(FrontEndSpec spec, int sampleRate, Duration hop);
}
