// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.FrontEnd;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.Rooms;
import io.soribit.api.hub.ModelFigures;
import io.soribit.api.hub.ModelStatus;
import io.soribit.engine.score.ActiveModels;
import io.soribit.engine.score.InstalledDetector;
import io.soribit.engine.score.ModelDetector;
import io.soribit.engine.score.Scorer;
import io.soribit.engine.window.StageTimes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the best of the installed models active, and explains the selection. Thread-safe; taking a
 * model or a front end away returns when nothing of it is in use.
 */
public final class ModelSwitch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSwitch.class);

    private final Scorer scorer;
    private final ModelStock stock;
    private final BlockedModels blocked = new BlockedModels();
    private final Object turn = new Object();
    private final ModelSelection selection;
    private final IntSupplier threads;
    private volatile @Nullable InstalledDetector shadow;
    private volatile ModelSettings settings;
    private volatile List<String> ids = List.of();
    private volatile String reason = "no model bundle is there yet";

    /**
     * @param threads how many score
     */
    public ModelSwitch(Scorer scorer, ModelSettings settings, IntSupplier threads) {
        this(scorer, settings, threads, new ModelCalls(ModelCalls.LIMIT));
    }

    /**
     * @param threads how many score
     * @param calls bounds what a model that is proven or compared may take
     */
    ModelSwitch(Scorer scorer, ModelSettings settings, IntSupplier threads, ModelCalls calls) {
        this.scorer = scorer;
        stock = new ModelStock(calls);
        this.settings = settings;
        this.threads = threads;
        selection = new ModelSelection(scorer, stock, threads);
    }

    /** One that cannot say what it is throws here, and is not used. */
    public void add(Model model, int ranking) {
        add(new KnownModel(model), ranking);
    }

    private synchronized void add(KnownModel model, int ranking) {
        stock.shelf.add(model, ranking);
        choose();
    }

    public synchronized void remove(Model model) {
        KnownModel known = stock.remove(model);
        if (known != null) {
            blocked.forget(known);
            choose();
            stock.retireLent(detector -> detector.model() == known);
        }
    }

    /** One that cannot say what it is throws here, and is not used. */
    public void add(FrontEnd frontEnd, int ranking) {
        add(frontEnd, Objects.requireNonNull(frontEnd.type(), "its type is null"), ranking);
    }

    private synchronized void add(FrontEnd frontEnd, String type, int ranking) {
        stock.shelf.add(frontEnd, type, ranking);
        stock.records.clearRefusals();
        choose();
    }

    public synchronized void remove(FrontEnd frontEnd) {
        stock.shelf.remove(frontEnd);
        stock.records.clearRefusals();
        choose();
        stock.retireLent(detector -> detector.frontEnd() == frontEnd);
    }

    public synchronized void configure(ModelSettings next) {
        settings = next;
        choose();
    }

    /** The settings in force. */
    public ModelSettings settings() {
        return settings;
    }

    /** As {@link #use(String, String)}, for the house. */
    public String use(String id) throws ModelException {
        return use(id, null);
    }

    /**
     * Activates models: each is proven, then scores beside the active one for a while, then all
     * take over. Takes a few seconds; one switch at a time.
     *
     * @param joined an id or {@link ModelSettings#AUTO}; for a room as in {@link
     *     ModelSettings#with}
     * @param room null for all rooms that have no model of their own
     * @return what happened, one sentence
     * @throws ModelException if it cannot be; then nothing has changed
     */
    public String use(String joined, @Nullable String room) throws ModelException {
        synchronized (turn) {
            boolean auto = joined.equals(ModelSettings.AUTO);
            if (room == null ? auto : joined.equals(Rooms.HOUSE)) {
                return leave(joined, room);
            }
            if (room == null && joined.contains(ModelSettings.AND)) {
                throw new ModelException("two models are for one room: name it");
            }
            return takeOver(joined, room);
        }
    }

    private String takeOver(String joined, @Nullable String room) throws ModelException {
        Takeover takeover = new Takeover(scorer, stock, selection, room);
        try {
            for (String id : ModelSettings.ids(joined)) {
                InstalledDetector next = prepare(takeover, id);
                if (next != null) {
                    shadow = next;
                    stock.calls.call(
                            id,
                            () -> {
                                takeover.compare(next, threads.getAsInt());
                                return next;
                            });
                }
            }
            return complete(takeover, joined, room);
        } catch (ModelException e) {
            throw failed(takeover, e);
        } finally {
            shadow = null;
        }
    }

    private synchronized @Nullable InstalledDetector prepare(Takeover takeover, String id)
            throws ModelException {
        return takeover.prepare(id);
    }

    private synchronized String complete(Takeover takeover, String joined, @Nullable String room)
            throws ModelException {
        String last = takeover.names();
        takeover.ready();
        change(room, joined);
        return takeover.outcome(last);
    }

    private synchronized ModelException failed(Takeover takeover, ModelException e) {
        return takeover.failed(e);
    }

    private synchronized String leave(String joined, @Nullable String room) throws ModelException {
        change(room, joined);
        String id = model();
        if (id == null) {
            throw new ModelException(reason);
        }
        return id + " is active" + (room == null ? ": " + reason : " in " + room + " too");
    }

    private void change(@Nullable String room, String joined) {
        String before = room == null ? model() : settings.joined(room);
        ActiveModels last = scorer.activeModels();
        configure(settings.with(room, joined));
        stock.records.retired(last, scorer.activeModels());
        String now = room == null ? model() : joined;
        if (before != null && !before.equals(now)) {
            stock.records.changed(room, before);
        }
    }

    /** What was chosen before the last change; null if nothing was. */
    public synchronized @Nullable PreviousModel before() {
        return stock.records.before();
    }

    /** The descriptor of a model. */
    public synchronized ModelDescriptor descriptor(String id) throws ModelException {
        return stock.find(id).descriptor();
    }

    /** What a model costs on this machine. */
    public ModelFigures measure(String id) throws ModelException {
        KnownModel model;
        KnownModel reference;
        synchronized (this) {
            model = stock.find(id);
            reference = stock.shelf.model(model.descriptor().family() + "-float32");
        }
        try {
            return new ModelMeter(model, reference, ModelMeter.EXACT).measure();
        } catch (RuntimeException e) {
            throw new ModelException("model " + id + " cannot run: " + e.getMessage(), e);
        }
    }

    /** Each model that is there, by id, and how far it has come. */
    public synchronized List<ModelStatus> statuses() {
        return new ModelOverview(stock, scorer.activeModels(), shadow, reason).statuses();
    }

    /** Id of the active model of the house. */
    public @Nullable String model() {
        InstalledDetector house = scorer.activeModels().house();
        return house == null ? null : house.model();
    }

    /** Id of the model chosen for a room, {@code one+other} for two; null if there is none. */
    public @Nullable String model(String room) {
        List<String> chosen = ActiveModels.names(scorer.activeModels().chosen(room));
        return chosen.isEmpty() ? null : String.join(ModelSettings.AND, chosen);
    }

    /** Why it is active, or what is missing. */
    public String reason() {
        return reason;
    }

    /** Ids of all models that could be active, sorted. */
    public List<String> models() {
        return ids;
    }

    /** What the windows of the active model cost. */
    public StageTimes times() {
        InstalledDetector house = scorer.activeModels().house();
        return house == null ? new StageTimes() : house.times();
    }

    /**
     * Lends detectors of models, beside the active ones; to be released.
     *
     * @param joined an id or {@code one+other}; null for those that the house hears with
     */
    public synchronized List<InstalledDetector> lend(@Nullable String joined)
            throws ModelException {
        ActiveModels now = scorer.activeModels();
        List<String> requested =
                joined == null
                        ? ActiveModels.names(now.of(Rooms.HOUSE))
                        : ModelSettings.ids(joined);
        if (requested.isEmpty()) {
            throw new ModelException("no model is active: " + reason);
        }
        return stock.lend(requested, now);
    }

    public synchronized void release(List<InstalledDetector> lent) {
        lent.forEach(stock::release);
    }

    /** Deactivates all models, and ends the analyses. */
    @Override
    public synchronized void close() {
        stock.close();
    }

    /**
     * Selects again if a model does not return, or the hub may choose, and the rooms or the load
     * have changed. May take seconds, in which models are measured while nobody else waits for it.
     */
    public void reconsider() {
        replaceBlocked();
        List<KnownModel> unmeasured;
        synchronized (this) {
            if (stock.closed() || !selection.isOutdated(settings)) {
                return;
            }
            unmeasured = selection.withCompanions(selection.candidates(settings));
        }
        selection.measure(unmeasured);
        synchronized (this) {
            choose();
        }
    }

    private synchronized void replaceBlocked() {
        Duration now = scorer.now();
        for (KnownModel model : blocked.takeDue(now)) {
            stock.records.accept(model);
            choose();
        }
        for (InstalledDetector detector : scorer.takeBlockedModels()) {
            if (detector.detector() instanceof ModelDetector m
                    && m.model() instanceof KnownModel model
                    && ModelStock.uses(scorer.activeModels(), model)) {
                replace(model, now);
            }
        }
    }

    /** Where there is no other, it is waited for. */
    private void replace(KnownModel model, Duration now) {
        String id = model.descriptor().id();
        stock.records.refuse(model, "model " + id + " does not return from a window");
        if (selection.select(settings).house() == null) {
            stock.records.accept(model);
            return;
        }
        LOG.error(
                "model {} does not return from a window: others take over, and it is tried again in"
                        + " {} min",
                id,
                blocked.blocked(model, now).toMinutes());
        choose();
    }

    private void choose() {
        if (stock.closed()) {
            return;
        }
        ids = stock.shelf.ids();
        ActiveModels now = scorer.activeModels();
        ActiveModels next = selection.select(settings);
        if (!next.equals(now)) {
            scorer.install(next);
        }
        stock.tidy(next);
        stock.records.activated(now, next);
        String id = model();
        String why = selection.why(settings, id);
        if (!why.equals(reason)) {
            reason = why;
            LOG.info("active model: {} ({})", id, why);
        }
    }
}
