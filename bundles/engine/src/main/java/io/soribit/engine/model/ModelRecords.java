// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.hub.ModelState;
import io.soribit.engine.score.ActiveModels;
import io.soribit.engine.score.InstalledDetector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outcome for each model that was tried. Not thread-safe. */
final class ModelRecords {
    private final Map<KnownModel, String> refused = new HashMap<>();
    private final Set<KnownModel> proven = new HashSet<>();
    private final Set<String> retired = new HashSet<>();
    private @Nullable PreviousModel before;

    void refuse(KnownModel model, String why) {
        refused.put(model, why);
    }

    /** Nothing is known against it any more. */
    void accept(KnownModel model) {
        refused.remove(model);
    }

    void clearRefusals() {
        refused.clear();
    }

    void forget(KnownModel model) {
        refused.remove(model);
        proven.remove(model);
    }

    /** It gave the scores that it must give. */
    void proven(KnownModel model) {
        refused.remove(model);
        proven.add(model);
    }

    /** Others have taken over; those that never heard anything only stood in while starting. */
    void activated(ActiveModels last, ActiveModels now) {
        last.all().stream()
                .filter(detector -> detector.times().windowNanos() > 0)
                .forEach(detector -> retired.add(detector.name()));
        now.all().forEach(detector -> retired.remove(detector.name()));
    }

    /** The user has replaced them by others. */
    void retired(ActiveModels last, ActiveModels now) {
        Set<InstalledDetector> gone = last.all();
        gone.removeAll(now.all());
        gone.forEach(detector -> retired.add(detector.name()));
    }

    /** The user has changed the choice, for a room or for the house. */
    void changed(@Nullable String room, String joined) {
        before = new PreviousModel(room, joined);
    }

    /** What was chosen before; null if nothing was. */
    @Nullable PreviousModel before() {
        return before;
    }

    /** Why a model cannot be activated; null if nothing is known against it. */
    @Nullable String problem(KnownModel model) {
        return refused.get(model);
    }

    List<String> problems() {
        return refused.values().stream().sorted().toList();
    }

    /** The state of a model that is not active. */
    ModelState state(KnownModel model) {
        if (refused.containsKey(model)) {
            return ModelState.REFUSED;
        }
        if (retired.contains(model.descriptor().id())) {
            return ModelState.RETIRED;
        }
        return proven.contains(model) ? ModelState.PROVEN : ModelState.PROBED;
    }
}
