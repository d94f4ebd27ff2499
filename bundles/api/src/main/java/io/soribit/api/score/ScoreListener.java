// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.score;

import org.osgi.annotation.versioning.ConsumerType;

/** Receives the scores of sounds that were near their threshold or above it. */
@FunctionalInterface
@ConsumerType
public interface ScoreListener {
    /**
     * Called when the scores are low again, or after a minute; one call at a time, on a thread of
     * the listener's own. Under overload some traces are left out.
     *
     * @param trace what was scored
     */
    void onScores(ScoreTrace trace);

    /**
     * Called some seconds after a sound has begun, whether or not it raises an alert; otherwise as
     * {@link #onScores}. The one who keeps pictures chooses which.
     *
     * @param picture its first seconds
     */
    default void onPicture(SoundPicture picture) {}
}
