// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

/** How loud the audio was. */
@FunctionalInterface
public interface Levels {
    float SILENCE = -120;

    /** The loudest block between two samples, in dB below full scale. */
    float maxDb(long from, long to);
}
