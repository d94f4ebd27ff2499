// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Detector;
import io.soribit.api.FrontEnd;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.ModelFigures;
import io.soribit.api.ModelState;
import io.soribit.api.ModelStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
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
    private final ModelRecords records = new ModelRecords();
    private final Set<InstalledDetector> lent = new HashSet<>();
    private final Object turn = new Object();
    private final ModelRanking ranking =
            new ModelRanking(model -> new ModelMeter(model, null).measure());
    private final IntSupplier threads;
    private volatile @Nullable InstalledDetector shadow;
    private ModelSettings settings;
    private boolean closed;
    private int rooms;
    private volatile List<String> ids = List.of();
    private volatile String reason = "no model bundle is there yet";
    private volatile StageTimes times = new StageTimes();

    /**
     * @param threads how many score
     */
    public ModelSwitch(Scorer scorer, ModelSettings settings, IntSupplier threads) {
        this.scorer = scorer;
        this.settings = settings;
        this.threads = threads;
    }

    public synchronized void add(Model model, int ranking) {
        model.descriptor(); // one that throws is refused here, before it is on the shelf
        shelf.add(model, ranking);
        choose();
    }

    public synchronized void remove(Model model) {
        shelf.remove(model);
        records.forget(model);
        choose();
        retireLent(detector -> detector.model() == model);
    }

    public synchronized void add(FrontEnd frontEnd, int ranking) {
        shelf.add(frontEnd, ranking);
        records.pardonAll();
        choose();
    }

    public synchronized void remove(FrontEnd frontEnd) {
        shelf.remove(frontEnd);
        records.pardonAll();
        choose();
        retireLent(detector -> detector.frontEnd() == frontEnd);
    }

    public synchronized void configure(ModelSettings next) {
        settings = next;
        choose();
    }

    /**
     * Puts a model in charge, or the one that the hub chooses with {@link ModelSettings#AUTO}: it
     * is proven, then scores beside the one in charge for a while, then takes over. Takes a few
     * seconds; one switch at a time.
     *
     * @return what happened, one sentence
     * @throws ModelException if it cannot be; then the one in charge still is
     */
    public String use(String id) throws ModelException {
        synchronized (turn) {
            if (id.equals(ModelSettings.AUTO)) {
                return leaveToTheHub();
            }
            InstalledDetector next = prepare(id);
            if (next == null) {
                return id + " is in charge already";
            }
            shadow = next;
            try {
                return takeOver(
                        next, scorer.shadow(next).over(scorer.segments(), threads.getAsInt()));
            } catch (ModelException e) {
                throw failed(next, e);
            } finally {
                shadow = null;
            }
        }
    }

    private synchronized String leaveToTheHub() throws ModelException {
        configure(new ModelSettings(ModelSettings.AUTO, settings.preferred()));
        String id = model();
        if (id == null) {
            throw new ModelException(reason);
        }
        return id + " is in charge: " + reason;
    }

    /** A proven detector of the model, lent; null if it is in charge. */
    private synchronized @Nullable InstalledDetector prepare(String id) throws ModelException {
        Model model = shelf.model(id);
        if (model == null) {
            throw new ModelException("there is no model '" + id + "'; there are " + ids);
        }
        if (id.equals(model())) {
            configure(new ModelSettings(id, settings.preferred()));
            return null;
        }
        InstalledDetector next = lend(id);
        try {
            ((ModelDetector) next.detector()).prove();
            records.proven(model);
            return next;
        } catch (ModelException e) {
            throw failed(next, e);
        }
    }

    private synchronized String takeOver(InstalledDetector next, String compared)
            throws ModelException {
        String last = model();
        if (!lent.remove(next)) {
            throw new ModelException("model " + next.name() + " was taken away just now");
        }
        install(next);
        configure(new ModelSettings(next.name(), settings.preferred()));
        return "%s is in charge%s (%s)"
                .formatted(next.name(), last == null ? "" : " instead of " + last, compared);
    }

    private synchronized ModelException failed(InstalledDetector next, ModelException e) {
        giveBack(next);
        Model model = shelf.model(next.name());
        if (model != null) {
            records.refuse(model, String.valueOf(e.getMessage()));
        }
        String current = model();
        return new ModelException(
                e.getMessage() + "; " + (current == null ? "none" : current) + " is in charge", e);
    }

    /** As {@link #use}, with the model that was in charge before. */
    public String back() throws ModelException {
        String id;
        synchronized (this) {
            id = records.before();
        }
        if (id == null) {
            throw new ModelException("no other model was in charge since the hub started");
        }
        return use(id);
    }

    /** What a model costs on this machine. */
    public ModelFigures measure(String id) throws ModelException {
        Model model;
        Model reference;
        synchronized (this) {
            model = shelf.model(id);
            if (model == null) {
                throw new ModelException("there is no model '" + id + "'; there are " + ids);
            }
            reference = shelf.model(model.descriptor().family() + "-float32");
        }
        try {
            return new ModelMeter(model, reference).measure();
        } catch (RuntimeException e) {
            throw new ModelException("model " + id + " cannot run: " + e.getMessage(), e);
        }
    }

    /** Each model that is there, by id, and how far it has come. */
    public synchronized List<ModelStatus> statuses() {
        return shelf.ordered(List.of()).stream()
                .map(this::status)
                .sorted(Comparator.comparing(ModelStatus::id))
                .toList();
    }

    private ModelStatus status(Model model) {
        ModelDescriptor descriptor = model.descriptor();
        String problem = Objects.requireNonNullElse(records.problem(model), "");
        ModelState state = records.state(model);
        if (uses(scorer.installed(), model)) {
            state = ModelState.IN_CHARGE;
            problem = reason;
        } else if (uses(shadow, model)) {
            state = ModelState.SHADOW;
            problem = "";
        }
        return new ModelStatus(descriptor.id(), descriptor.version(), "", state, problem);
    }

    private static boolean uses(@Nullable InstalledDetector detector, Model model) {
        return detector != null
                && detector.detector() instanceof ModelDetector m
                && m.model() == model;
    }

    private @Nullable Detector inCharge() {
        InstalledDetector installed = scorer.installed();
        return installed == null ? null : installed.detector();
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
        Model chosen = null;
        for (Model model : shelf.ordered(order())) {
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

    private List<String> order() {
        List<String> order = new ArrayList<>();
        if (settings.auto()) {
            rooms = scorer.live();
            order.addAll(
                    ranking.rank(
                            shelf.ordered(List.of()), rooms, threads.getAsInt(), scorer.hop()));
        } else if (!settings.model().isEmpty()) {
            order.add(settings.model());
        }
        order.addAll(settings.preferred());
        return order;
    }

    /** Chooses anew if that is the hub's to do and the rooms have changed. */
    public synchronized void reconsider() {
        if (settings.auto() && rooms != scorer.live()) {
            choose();
        }
    }

    /** Whether a model is in charge, or could be put in charge now. */
    private boolean usable(Model model) {
        ModelDetector current = inCharge() instanceof ModelDetector m ? m : null;
        if (records.problem(model) != null) {
            return false;
        }
        FrontEnd frontEnd = frontEnd(model);
        if (frontEnd == null) {
            records.refuse(model, lacking(model)); // until one comes, which is usual while starting
            return false;
        }
        if (current != null && current.model() == model && current.frontEnd() == frontEnd) {
            return true;
        }
        ModelDetector detector = new ModelDetector(model, frontEnd, new StageTimes());
        try {
            detector.prove();
        } catch (ModelException e) {
            detector.close();
            records.refuse(model, String.valueOf(e.getMessage()));
            LOG.warn("{}; another model is tried", e.getMessage(), e);
            return false;
        }
        records.proven(model);
        install(new InstalledDetector(detector));
        return true;
    }

    private void install(InstalledDetector next) {
        String last = model();
        times = next.times();
        scorer.install(next);
        records.inCharge(next.name(), last);
    }

    private @Nullable FrontEnd frontEnd(Model model) {
        FrontEnd favourite =
                inCharge() instanceof ModelDetector m && m.model() == model ? m.frontEnd() : null;
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
            return records.problems().isEmpty()
                    ? "no model is there: add a model bundle"
                    : String.join("; ", records.problems());
        }
        String id = chosen.descriptor().id();
        if (settings.auto()) {
            return ranking.why(id);
        }
        if (wanted.equals(id)) {
            return "it is the configured one";
        }
        if (!wanted.isEmpty()) {
            Model absent = shelf.model(wanted);
            String why = absent == null ? "is not there" : "cannot run: " + records.problem(absent);
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
