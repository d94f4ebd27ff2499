// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.FrontEnd;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.engine.score.ActiveModels;
import io.soribit.engine.score.InstalledDetector;
import io.soribit.engine.score.ModelDetector;
import io.soribit.engine.window.StageTimes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installed models and front ends, their states, and the detectors made of them. Not
 * thread-safe.
 */
final class ModelStock {
    private static final Logger LOG = LoggerFactory.getLogger(ModelStock.class);

    private final Set<InstalledDetector> lent = new HashSet<>();
    private final Set<InstalledDetector> ready = new HashSet<>();
    final ModelShelf shelf = new ModelShelf();
    final ModelRecords records = new ModelRecords();
    final ModelCalls calls;
    private boolean closed;

    ModelStock(ModelCalls calls) {
        this.calls = calls;
    }

    KnownModel find(String id) throws ModelException {
        KnownModel model = shelf.model(id);
        if (model == null) {
            throw new ModelException("there is no model '" + id + "'; there are " + shelf.ids());
        }
        return model;
    }

    /** Takes it away; null if it is not there. */
    @Nullable KnownModel remove(Model model) {
        KnownModel known = shelf.remove(model);
        if (known != null) {
            records.forget(known);
        }
        return known;
    }

    /** A detector for a use beside the active ones; to be released or made ready. */
    InstalledDetector lend(KnownModel model, ActiveModels now) throws ModelException {
        if (closed) {
            throw new ModelException("the engine is stopping: try again later");
        }
        FrontEnd frontEnd = frontEnd(model, now);
        if (frontEnd == null) {
            throw new ModelException(lacking(model));
        }
        InstalledDetector detector = make(model, frontEnd);
        lent.add(detector);
        return detector;
    }

    /** Detectors of several, of each or of none. */
    List<InstalledDetector> lend(List<String> ids, ActiveModels now) throws ModelException {
        List<InstalledDetector> detectors = new ArrayList<>();
        try {
            for (String id : new LinkedHashSet<>(ids)) {
                detectors.add(lend(find(id), now));
            }
        } catch (ModelException e) {
            detectors.forEach(this::release);
            throw e;
        }
        return detectors;
    }

    void release(InstalledDetector detector) {
        lent.remove(detector);
        detector.retire();
    }

    /** Keeps a lent, proven one for {@link #detector}; false if it was removed. */
    boolean makeReady(InstalledDetector detector) {
        return lent.remove(detector) && ready.add(detector);
    }

    /** The model that a model names to hear with it; null if there is none that works. */
    @Nullable KnownModel companion(KnownModel model) {
        String id = model.descriptor().companion();
        KnownModel named = id == null ? null : shelf.model(id);
        return named == null || records.problem(named) != null ? null : named;
    }

    /** Ends the lent ones that use what is gone. */
    void retireLent(Predicate<ModelDetector> gone) {
        for (InstalledDetector detector : List.copyOf(lent)) {
            if (detector.detector() instanceof ModelDetector m && gone.test(m)) {
                release(detector);
            }
        }
    }

    /** Stops lending, and closes what is lent. */
    void close() {
        closed = true;
        retireLent(detector -> true);
    }

    boolean closed() {
        return closed;
    }

    /** Ends what was made ready and is not active. */
    void tidy(ActiveModels now) {
        List<InstalledDetector> unused = new ArrayList<>(ready);
        unused.removeAll(now.all());
        ready.clear();
        unused.forEach(InstalledDetector::retire);
    }

    /**
     * A detector that works: the active one, one that is ready, or a new one that is proven now.
     *
     * @return null if the model cannot be used, which the records explain
     */
    @Nullable InstalledDetector detector(KnownModel model, ActiveModels now) {
        if (records.problem(model) != null) {
            return null;
        }
        FrontEnd frontEnd = frontEnd(model, now);
        if (frontEnd == null) {
            records.refuse(model, lacking(model)); // until one comes, which is usual while starting
            return null;
        }
        InstalledDetector there = of(model, frontEnd, ready);
        if (there == null) {
            there = of(model, frontEnd, now.all());
        }
        return there == null ? proven(model, frontEnd) : there;
    }

    private @Nullable InstalledDetector proven(KnownModel model, FrontEnd frontEnd) {
        InstalledDetector made = make(model, frontEnd);
        try {
            prove(made, model);
        } catch (ModelException e) {
            made.retire();
            records.refuse(model, String.valueOf(e.getMessage()));
            LOG.warn("{}; it is not used", e.getMessage(), e);
            return null;
        }
        ready.add(made);
        return made;
    }

    void prove(InstalledDetector detector, KnownModel model) throws ModelException {
        ModelDetector tried = (ModelDetector) detector.detector();
        ModelDescriptor descriptor = model.descriptor();
        calls.call(
                descriptor.id(),
                () -> {
                    tried.prove(session -> new Proof(descriptor, session).of(model.golden()));
                    return tried;
                });
        records.proven(model);
    }

    static boolean uses(@Nullable InstalledDetector detector, KnownModel model) {
        return detector != null
                && detector.detector() instanceof ModelDetector m
                && m.model() == model;
    }

    static boolean uses(ActiveModels now, KnownModel model) {
        return now.all().stream().anyMatch(detector -> uses(detector, model));
    }

    private static InstalledDetector make(KnownModel model, FrontEnd frontEnd) {
        return new InstalledDetector(new ModelDetector(model, frontEnd, new StageTimes()));
    }

    private static @Nullable InstalledDetector of(
            KnownModel model, FrontEnd frontEnd, Set<InstalledDetector> detectors) {
        for (InstalledDetector detector : detectors) {
            if (uses(detector, model) && frontEndOf(detector) == frontEnd) {
                return detector;
            }
        }
        return null;
    }

    private @Nullable FrontEnd frontEnd(KnownModel model, ActiveModels now) {
        FrontEnd favourite = null;
        for (InstalledDetector detector : now.all()) {
            favourite = uses(detector, model) ? frontEndOf(detector) : favourite;
        }
        return shelf.frontEnd(model.descriptor().frontEnd().type(), favourite);
    }

    private static FrontEnd frontEndOf(InstalledDetector detector) {
        return ((ModelDetector) detector.detector()).frontEnd();
    }

    private static String lacking(KnownModel model) {
        return "model "
                + model.descriptor().id()
                + " requires the front end "
                + model.descriptor().frontEnd().type()
                + ", which is not there: start the DSP bundle that has it";
    }
}
