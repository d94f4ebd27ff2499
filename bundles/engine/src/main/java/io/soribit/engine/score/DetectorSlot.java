// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import org.jspecify.annotations.Nullable;

/** A place for a detector, in which each ear has a lane. */
final class DetectorSlot {
    private final boolean model;
    private final boolean counted;
    private volatile @Nullable InstalledDetector current;

    private DetectorSlot(boolean model, boolean counted) {
        this.model = model;
        this.counted = counted;
    }

    /** For models: each window is scored, by the next one if the one before it left. */
    static DetectorSlot ofModel(boolean first) {
        return new DetectorSlot(true, first);
    }

    /** For a detector beside the models. */
    static DetectorSlot beside(InstalledDetector detector) {
        DetectorSlot slot = new DetectorSlot(false, false);
        slot.install(detector);
        return slot;
    }

    /** Whether it is a model's: each of its windows is scored. */
    boolean isModel() {
        return model;
    }

    /** Whether its windows are the ones that the hub reports. */
    boolean counted() {
        return counted;
    }

    @Nullable InstalledDetector current() {
        return current;
    }

    /** Puts a detector in; the one before it is the caller's to retire. */
    void install(@Nullable InstalledDetector next) {
        current = next;
    }
}
