// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.Model;
import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelFigures;
import io.soribit.engine.window.HopWidening;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models in the order in which the hub itself would choose: the most accurate of those that
 * keep up with the rooms, then those that do not, the fastest first. Each is measured once. Not
 * thread-safe.
 */
final class ModelRanking {
    private static final Logger LOG = LoggerFactory.getLogger(ModelRanking.class);

    /** Finds out what a model costs. */
    @FunctionalInterface
    interface Meter {
        ModelFigures measure(Model model) throws ModelException;
    }

    private final Meter meter;
    private final Map<Model, ModelFigures> figures = new HashMap<>();
    private double room = Double.MAX_VALUE;
    private int rooms;

    ModelRanking(Meter meter) {
        this.meter = meter;
    }

    /**
     * Ranks.
     *
     * @param live rooms
     * @param threads that score
     * @param hop time from window to window
     * @return ids, the best first
     */
    List<String> rank(List<Model> models, int live, int threads, Duration hop) {
        rooms = live;
        room = HopWidening.ENOUGH * HopWidening.room(threads, hop.toNanos(), live) / 1e6;
        figures.keySet().retainAll(models);
        models.forEach(this::measure);
        return figures.values().stream()
                .sorted(
                        Comparator.comparing((ModelFigures f) -> !keepsUp(f))
                                .thenComparing(f -> keepsUp(f) ? -accuracy(f) : f.p95Millis())
                                .thenComparing(ModelFigures::p50Millis))
                .map(ModelFigures::id)
                .toList();
    }

    /** How many rooms were live as it was made. */
    int rooms() {
        return rooms;
    }

    /** Why a model is the one; one clause. */
    String why(String id) {
        @Nullable ModelFigures chosen =
                figures.values().stream().filter(f -> f.id().equals(id)).findFirst().orElse(null);
        if (chosen == null) {
            return "it is chosen by the hub itself";
        }
        String cost =
                "%.2f ms a window, where the rooms (%d) leave %.0f ms"
                        .formatted(chosen.p95Millis(), rooms, room);
        if (!keepsUp(chosen)) {
            return "none keeps up with the rooms; it is the fastest: " + cost;
        }
        return accuracy(chosen) < 0
                ? "it keeps up with the rooms: " + cost
                : "it is the most accurate that keeps up with the rooms: %.1f %%, %s"
                        .formatted(100 * chosen.accuracy(), cost);
    }

    private void measure(Model model) {
        if (figures.containsKey(model)) {
            return;
        }
        try {
            figures.put(model, meter.measure(model));
        } catch (ModelException | RuntimeException e) {
            LOG.warn("model {} cannot be measured: it is chosen last", model.descriptor().id(), e);
        }
    }

    private boolean keepsUp(ModelFigures f) {
        return f.p95Millis() <= room;
    }

    private static double accuracy(ModelFigures f) {
        return Double.isFinite(f.accuracy()) ? f.accuracy() : -1;
    }
}
