// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import org.jspecify.annotations.Nullable;

/** A place for a detector, in which each ear has a lane. The one of the model is there always. */
final class DetectorSlot {
    private final boolean lossless;
    private volatile @Nullable InstalledDetector current;

    /**
     * @param lossless whether each window is scored, by the next detector if the one before it left
     */
    DetectorSlot(boolean lossless) {
        this.lossless = lossless;
    }

    boolean lossless() {
        return lossless;
    }

    @Nullable InstalledDetector current() {
        return current;
    }

    /** Puts a detector in; the one before it is the caller's to retire. */
    void install(@Nullable InstalledDetector next) {
        current = next;
    }
}
