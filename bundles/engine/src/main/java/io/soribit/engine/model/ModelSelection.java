// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelFigures;
import io.soribit.engine.score.ActiveModels;
import io.soribit.engine.score.InstalledDetector;
import io.soribit.engine.score.Scorer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects the active models among the installed ones, with the reason. Not thread-safe: the switch
 * guards it.
 */
final class ModelSelection {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSelection.class);

    private final Scorer scorer;
    private final ModelStock stock;
    private final IntSupplier threads;
    private int relieved;
    private final ModelRanking ranking;

    /**
     * @param threads how many score
     */
    ModelSelection(Scorer scorer, ModelStock stock, IntSupplier threads) {
        this.scorer = scorer;
        this.stock = stock;
        this.threads = threads;
        ranking = new ModelRanking(this::measure, stock::companion, scorer.ontology());
    }

    private ModelFigures measure(KnownModel model) throws ModelException {
        return stock.calls.call(
                model.descriptor().id(),
                () -> new ModelMeter(model, null, ModelMeter.QUICK).measure());
    }

    /** Working, proven detectors of the models that fit the settings best. */
    ActiveModels select(ModelSettings settings) {
        ActiveModels now = scorer.activeModels();
        InstalledDetector house = first(stock.shelf.ordered(order(settings)), now);
        InstalledDetector companion = house == null ? null : companion(house, now);
        Map<String, List<InstalledDetector>> own = new HashMap<>();
        settings.rooms().forEach((room, ids) -> own.put(room, all(room, ids, now)));
        own.values().removeIf(List::isEmpty);
        return new ActiveModels(house, companion, own);
    }

    private @Nullable InstalledDetector companion(InstalledDetector house, ActiveModels now) {
        String id = house.model();
        KnownModel model = id == null ? null : stock.shelf.model(id);
        KnownModel companion = model == null ? null : stock.companion(model);
        return companion == null ? null : stock.detector(companion, now);
    }

    /** Nanoseconds that the companion of a model adds to each of its windows. */
    double beside(KnownModel model) {
        KnownModel companion = stock.companion(model);
        return companion == null ? 0 : 1e6 * ranking.millis(companion);
    }

    /**
     * Whether the selection is the hub's to do and the rooms have changed since, or nobody has
     * chosen a model and the preferred one does not keep up.
     */
    boolean isOutdated(ModelSettings settings) {
        int live = scorer.live();
        if (settings.auto()) {
            return ranking.rooms() != live;
        }
        if (!settings.model().isEmpty()) {
            relieved = 0;
            return false;
        }
        int before = relieved;
        if (live < relieved) {
            relieved = 0;
        } else if (live > relieved && scorer.isOverloaded()) {
            relieved = live;
        }
        return relieved != before;
    }

    /** Among which the hub chooses, in their order. */
    List<KnownModel> candidates(ModelSettings settings) {
        if (settings.auto()) {
            return stock.shelf.ordered(List.of());
        }
        List<KnownModel> preferred = new ArrayList<>(stock.shelf.ordered(settings.preferred()));
        preferred.removeIf(m -> !settings.preferred().contains(m.descriptor().id()));
        return preferred;
    }

    /** Those, and the ones that would hear with them. */
    List<KnownModel> withCompanions(List<KnownModel> models) {
        return ranking.withCompanions(models);
    }

    /** Finds out what models cost, of those where that is not known yet. Takes seconds. */
    void measure(List<KnownModel> models) {
        ranking.measure(models);
    }

    private List<String> order(ModelSettings settings) {
        List<String> order = new ArrayList<>();
        if (settings.auto()) {
            order.addAll(
                    ranking.rank(
                            candidates(settings), scorer.live(), threads.getAsInt(), scorer.hop()));
        } else if (!settings.model().isEmpty()) {
            order.add(settings.model());
        } else if (relieved > 0) {
            order.addAll(
                    ranking.prefer(
                            candidates(settings), relieved, threads.getAsInt(), scorer.hop()));
        }
        order.addAll(settings.preferred());
        return order;
    }

    private @Nullable InstalledDetector first(List<KnownModel> models, ActiveModels now) {
        for (KnownModel model : models) {
            InstalledDetector detector = stock.detector(model, now);
            if (detector != null) {
                return detector;
            }
        }
        return null;
    }

    private List<InstalledDetector> all(String room, List<String> ids, ActiveModels now) {
        List<InstalledDetector> all = new ArrayList<>();
        for (String id : ids) {
            KnownModel model = stock.shelf.model(id);
            InstalledDetector detector = model == null ? null : stock.detector(model, now);
            if (detector == null) {
                LOG.info("room {}: model {} is not there or cannot run", room, id);
            } else if (!all.contains(detector)) {
                all.add(detector);
            }
        }
        return all;
    }

    /**
     * Why this model is the active one of the house, or what is missing.
     *
     * @param id null if none is
     */
    String why(ModelSettings settings, @Nullable String id) {
        String configured = settings.model();
        if (id == null) {
            return stock.records.problems().isEmpty()
                    ? "no model is there: add a model bundle"
                    : String.join("; ", stock.records.problems());
        }
        if (settings.auto()) {
            return ranking.why(id);
        }
        if (configured.equals(id)) {
            return "it is the configured one";
        }
        if (!configured.isEmpty()) {
            KnownModel absent = stock.shelf.model(configured);
            String why =
                    absent == null
                            ? "is not there"
                            : "cannot run: " + stock.records.problem(absent);
            return "stands in for " + configured + ", which is configured but " + why;
        }
        if (relieved > 0 && settings.preferred().contains(id)) {
            return ranking.whyPreferred(id);
        }
        return settings.preferred().contains(id)
                ? "it is the first of the preferred ones that is there"
                : "none of the preferred ones is there, and its service ranks highest";
    }
}
