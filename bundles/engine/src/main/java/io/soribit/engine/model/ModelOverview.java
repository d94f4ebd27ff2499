// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.ModelDescriptor;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import io.soribit.engine.score.ActiveModels;
import io.soribit.engine.score.InstalledDetector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reports the state of each installed model. Not thread-safe: the switch guards it. */
final class ModelOverview {
    private final ModelStock stock;
    private final ActiveModels active;
    private final @Nullable InstalledDetector shadow;
    private final String reason;

    /**
     * @param shadow scores beside the active model; null if none does
     * @param reason why the active model of the house was selected
     */
    ModelOverview(
            ModelStock stock,
            ActiveModels active,
            @Nullable InstalledDetector shadow,
            String reason) {
        this.stock = stock;
        this.active = active;
        this.shadow = shadow;
        this.reason = reason;
    }

    /** By id. */
    List<ModelStatus> statuses() {
        return stock.shelf.ordered(List.of()).stream()
                .map(this::status)
                .sorted(Comparator.comparing(ModelStatus::id))
                .toList();
    }

    private ModelStatus status(KnownModel model) {
        ModelDescriptor descriptor = model.descriptor();
        String problem = Objects.requireNonNullElse(stock.records.problem(model), "");
        ModelState state = stock.records.state(model);
        if (ModelStock.uses(active, model)) {
            state = ModelState.ACTIVE;
            problem = where(model);
        } else if (ModelStock.uses(shadow, model)) {
            state = ModelState.SHADOW;
            problem = "";
        }
        return new ModelStatus(descriptor.id(), descriptor.version(), "", state, problem);
    }

    private String where(KnownModel model) {
        List<String> reasons = new ArrayList<>();
        InstalledDetector house = active.house();
        if (ModelStock.uses(house, model)) {
            reasons.add(reason);
        }
        if (house != null && ModelStock.uses(active.companion(), model)) {
            reasons.add("hears with " + house.name());
        }
        active.rooms().entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(d -> ModelStock.uses(d, model)))
                .map(Map.Entry::getKey)
                .sorted()
                .reduce((a, b) -> a + ", " + b)
                .ifPresent(names -> reasons.add("chosen for " + names));
        return String.join("; ", reasons);
    }
}
