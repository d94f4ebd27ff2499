// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

/** Whether a source is heard. */
public enum SourceState {
    /** Being opened for the first time, or no model is there yet. */
    STARTING,
    /** Audio flows and is scored. */
    LISTENING,
    /**
     * Audio flows, but has been silent for so long that the microphone may be covered or broken.
     */
    QUIET,
    /** It is open, but no audio comes. */
    STALLED,
    /** It cannot be opened or broke off; the hub tries again. */
    LOST,
    /** It was lost or stalled and is being opened again. */
    RECOVERING,
    /** It came to its end and is not endless. */
    ENDED
}
