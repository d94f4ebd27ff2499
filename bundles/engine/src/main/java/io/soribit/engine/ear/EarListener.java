// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

/** Receives the audio of an ear, on the ear's thread. */
public interface EarListener {
    /** A new segment has begun; the one before has ended. */
    void opened(Segment segment);

    /** There is more audio. */
    void advanced(Segment segment);

    /** No more audio comes to the segment. */
    void ended(Segment segment);

    /** No audio has come for a while, though the source is open. */
    void stalled();
}
