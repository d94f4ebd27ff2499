// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import java.util.ArrayList;
import java.util.List;

/**
 * The places of the detectors of one room: those of its models first, of which there is always one,
 * so that no window is lost between two models; then those that all rooms have. Reads are
 * thread-safe; changes are the owner's to serialise.
 */
final class RoomSlots {
    private final List<DetectorSlot> models = new ArrayList<>();
    private volatile DetectorSlot[] slots;

    RoomSlots(List<InstalledDetector> detectors, List<DetectorSlot> others) {
        models.add(DetectorSlot.ofModel(true));
        slots = models.toArray(DetectorSlot[]::new);
        install(detectors, others);
    }

    /** All of them; another array when there are others. */
    DetectorSlot[] slots() {
        return slots;
    }

    /** Whether there is a model. */
    boolean hears() {
        return slots[0].current() != null;
    }

    void install(List<InstalledDetector> detectors, List<DetectorSlot> others) {
        while (models.size() < detectors.size()) {
            models.add(DetectorSlot.ofModel(false));
        }
        while (models.size() > Math.max(1, detectors.size())) {
            models.remove(models.size() - 1).install(null);
        }
        for (int i = 0; i < models.size(); i++) {
            models.get(i).install(i < detectors.size() ? detectors.get(i) : null);
        }
        List<DetectorSlot> all = new ArrayList<>(models);
        all.addAll(others);
        if (!all.equals(List.of(slots))) {
            slots = all.toArray(DetectorSlot[]::new);
        }
    }
}
