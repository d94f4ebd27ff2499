// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.FrontEnd;
import io.soribit.api.Model;
import io.soribit.api.ModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the best model that there is in charge, and says why it is the one. Thread-safe; taking a
 * model or a front end away returns when nothing of it is in use.
 */
public final class ModelSwitch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSwitch.class);

    private final Scorer scorer;
    private final ModelShelf shelf = new ModelShelf();
    private final Map<Model, String> refused = new HashMap<>();
    private final Set<InstalledDetector> lent = new HashSet<>();
    private ModelSettings settings;
    private boolean closed;
    private volatile List<String> ids = List.of();
    private volatile String reason = "no model bundle is there yet";
    private volatile StageTimes times = new StageTimes();

    public ModelSwitch(Scorer scorer, ModelSettings settings) {
        this.scorer = scorer;
        this.settings = settings;
    }

    public synchronized void add(Model model, int ranking) {
        model.descriptor(); // one that throws is refused here, before it is on the shelf
        shelf.add(model, ranking);
        choose();
    }

    public synchronized void remove(Model model) {
        shelf.remove(model);
        refused.remove(model);
        choose();
        retireLent(detector -> detector.model() == model);
    }

    public synchronized void add(FrontEnd frontEnd, int ranking) {
        shelf.add(frontEnd, ranking);
        refused.clear();
        choose();
    }

    public synchronized void remove(FrontEnd frontEnd) {
        shelf.remove(frontEnd);
        refused.clear();
        choose();
        retireLent(detector -> detector.frontEnd() == frontEnd);
    }

    public synchronized void configure(ModelSettings next) {
        settings = next;
        choose();
    }

    /** Id of the model in charge. */
    public @Nullable String model() {
        InstalledDetector installed = scorer.installed();
        return installed == null ? null : installed.model();
    }

    /** Why it is in charge, or what is missing. */
    public String reason() {
        return reason;
    }

    /** Ids of all models that could be in charge, sorted. */
    public List<String> models() {
        return ids;
    }

    /** What the windows of the model in charge cost. */
    public StageTimes times() {
        return times;
    }

    /**
     * Lends a detector of a model, beside the one in charge; to be given back.
     *
     * @param id of the model; null for the one in charge
     */
    synchronized InstalledDetector lend(@Nullable String id) throws ModelException {
        if (closed) {
            throw new ModelException("the engine is stopping: run the analysis again later");
        }
        String wanted = id == null ? model() : id;
        Model model = wanted == null ? null : shelf.model(wanted);
        if (model == null) {
            throw new ModelException(
                    wanted == null
                            ? "no model is in charge: " + reason
                            : "there is no model " + wanted + "; there are " + ids);
        }
        FrontEnd frontEnd = frontEnd(model);
        if (frontEnd == null) {
            throw new ModelException(lacking(model));
        }
        InstalledDetector detector =
                new InstalledDetector(new ModelDetector(model, frontEnd, new StageTimes()));
        lent.add(detector);
        return detector;
    }

    synchronized void giveBack(InstalledDetector detector) {
        lent.remove(detector);
        detector.retire();
    }

    /** Puts no model in charge any more, and ends the analyses. */
    @Override
    public synchronized void close() {
        closed = true;
        retireLent(detector -> true);
    }

    private void choose() {
        if (closed) {
            return;
        }
        ids = shelf.ids();
        List<String> order = new ArrayList<>();
        if (!settings.model().isEmpty()) {
            order.add(settings.model());
        }
        order.addAll(settings.preferred());
        Model chosen = null;
        for (Model model : shelf.ordered(order)) {
            if (chosen == null && usable(model)) {
                chosen = model;
            }
        }
        String why = explain(chosen);
        if (chosen == null && scorer.installed() != null) {
            scorer.install(null);
        }
        if (!why.equals(reason)) {
            reason = why;
            LOG.info("model in charge: {} ({})", model(), why);
        }
    }

    /** Whether a model is in charge, or could be put in charge now. */
    private boolean usable(Model model) {
        InstalledDetector installed = scorer.installed();
        ModelDetector current =
                installed != null && installed.detector() instanceof ModelDetector m ? m : null;
        if (refused.containsKey(model)) {
            return false;
        }
        FrontEnd frontEnd = frontEnd(model);
        if (frontEnd == null) {
            refused.put(model, lacking(model)); // until one comes, which is usual while starting
            return false;
        }
        if (current != null && current.model() == model && current.frontEnd() == frontEnd) {
            return true;
        }
        StageTimes fresh = new StageTimes();
        ModelDetector detector = new ModelDetector(model, frontEnd, fresh);
        try {
            detector.prove();
        } catch (ModelException e) {
            detector.close();
            refused.put(model, String.valueOf(e.getMessage()));
            LOG.warn("{}; another model is tried", e.getMessage(), e);
            return false;
        }
        times = fresh;
        scorer.install(new InstalledDetector(detector));
        return true;
    }

    private @Nullable FrontEnd frontEnd(Model model) {
        InstalledDetector installed = scorer.installed();
        FrontEnd favourite =
                installed != null
                                && installed.detector() instanceof ModelDetector m
                                && m.model() == model
                        ? m.frontEnd()
                        : null;
        return shelf.frontEnd(model.descriptor().frontEnd().type(), favourite);
    }

    private static String lacking(Model model) {
        return "model "
                + model.descriptor().id()
                + " wants the front end "
                + model.descriptor().frontEnd().type()
                + ", which is not there: start the DSP bundle that has it";
    }

    private String explain(@Nullable Model chosen) {
        String wanted = settings.model();
        if (chosen == null) {
            return refused.isEmpty()
                    ? "no model is there: add a model bundle"
                    : String.join("; ", refused.values().stream().sorted().toList());
        }
        String id = chosen.descriptor().id();
        if (wanted.equals(id)) {
            return "it is the configured one";
        }
        if (!wanted.isEmpty()) {
            Model absent = shelf.model(wanted);
            String why = absent == null ? "is not there" : "cannot run: " + refused.get(absent);
            return "stands in for " + wanted + ", which is configured but " + why;
        }
        return settings.preferred().contains(id)
                ? "it is the first of the preferred ones that is there"
                : "none of the preferred ones is there, and its service ranks highest";
    }

    private void retireLent(Predicate<ModelDetector> gone) {
        for (InstalledDetector detector : List.copyOf(lent)) {
            if (detector.detector() instanceof ModelDetector m && gone.test(m)) {
                lent.remove(detector);
                detector.retire();
            }
        }
    }
}
