// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.FrontEnd;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.ModelFigures;
import io.soribit.api.ModelState;
import io.soribit.api.ModelStatus;
import io.soribit.api.Rooms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the best models that there are in charge, and says why they are. Thread-safe; taking a
 * model or a front end away returns when nothing of it is in use.
 */
public final class ModelSwitch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSwitch.class);

    private final Scorer scorer;
    private final ModelStock stock = new ModelStock();
    private final Object turn = new Object();
    private final ModelRanking ranking =
            new ModelRanking(model -> new ModelMeter(model, null).measure());
    private final IntSupplier threads;
    private volatile @Nullable InstalledDetector shadow;
    private volatile ModelSettings settings;
    private volatile List<String> ids = List.of();
    private volatile String reason = "no model bundle is there yet";
    private boolean closed;
    private int rooms;

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
        stock.shelf.add(model, ranking);
        choose();
    }

    public synchronized void remove(Model model) {
        stock.remove(model);
        choose();
        stock.retireLent(detector -> detector.model() == model);
    }

    public synchronized void add(FrontEnd frontEnd, int ranking) {
        stock.shelf.add(frontEnd, ranking);
        stock.records.pardonAll();
        choose();
    }

    public synchronized void remove(FrontEnd frontEnd) {
        stock.shelf.remove(frontEnd);
        stock.records.pardonAll();
        choose();
        stock.retireLent(detector -> detector.frontEnd() == frontEnd);
    }

    public synchronized void configure(ModelSettings next) {
        settings = next;
        choose();
    }

    /** What is wanted now. */
    public ModelSettings settings() {
        return settings;
    }

    /** As {@link #use(String, String)}, for the house. */
    public String use(String id) throws ModelException {
        return use(id, null);
    }

    /**
     * Puts models in charge: each is proven, then scores beside the one in charge for a while, then
     * all take over. Takes a few seconds; one switch at a time.
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
            return new Takeover(joined, room).carryOut();
        }
    }

    private synchronized String leave(String joined, @Nullable String room) throws ModelException {
        change(room, joined);
        String id = model();
        if (id == null) {
            throw new ModelException(reason);
        }
        return id + " is in charge" + (room == null ? ": " + reason : " of " + room + " too");
    }

    private void change(@Nullable String room, String joined) {
        String before = room == null ? model() : settings.joined(room);
        InCharge last = scorer.inCharge();
        configure(settings.with(room, joined));
        stock.records.retired(last, scorer.inCharge());
        String now = room == null ? model() : joined;
        if (before != null && !before.equals(now)) {
            stock.records.changed(room, before);
        }
    }

    /** What was chosen before the last change; null if nothing was. */
    public synchronized @Nullable Before before() {
        return stock.records.before();
    }

    /** What a model says of itself. */
    public synchronized ModelDescriptor descriptor(String id) throws ModelException {
        return stock.find(id).descriptor();
    }

    /** What a model costs on this machine. */
    public ModelFigures measure(String id) throws ModelException {
        Model model;
        Model reference;
        synchronized (this) {
            model = stock.find(id);
            reference = stock.shelf.model(model.descriptor().family() + "-float32");
        }
        try {
            return new ModelMeter(model, reference).measure();
        } catch (RuntimeException e) {
            throw new ModelException("model " + id + " cannot run: " + e.getMessage(), e);
        }
    }

    /** Each model that is there, by id, and how far it has come. */
    public synchronized List<ModelStatus> statuses() {
        return stock.shelf.ordered(List.of()).stream()
                .map(this::status)
                .sorted(Comparator.comparing(ModelStatus::id))
                .toList();
    }

    private ModelStatus status(Model model) {
        ModelDescriptor descriptor = model.descriptor();
        String problem = Objects.requireNonNullElse(stock.records.problem(model), "");
        ModelState state = stock.records.state(model);
        if (ModelStock.uses(scorer.inCharge(), model)) {
            state = ModelState.IN_CHARGE;
            problem = where(model);
        } else if (ModelStock.uses(shadow, model)) {
            state = ModelState.SHADOW;
            problem = "";
        }
        return new ModelStatus(descriptor.id(), descriptor.version(), "", state, problem);
    }

    private String where(Model model) {
        InCharge now = scorer.inCharge();
        String own =
                now.rooms().entrySet().stream()
                        .filter(e -> e.getValue().stream().anyMatch(d -> ModelStock.uses(d, model)))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .reduce((a, b) -> a + ", " + b)
                        .map(names -> "chosen for " + names)
                        .orElse("");
        if (!ModelStock.uses(now.house(), model)) {
            return own;
        }
        return own.isEmpty() ? reason : reason + "; " + own;
    }

    /** Id of the model in charge of the house. */
    public @Nullable String model() {
        InstalledDetector house = scorer.inCharge().house();
        return house == null ? null : house.model();
    }

    /** Id of the model of a room, {@code one+other} for two; null if there is none. */
    public @Nullable String model(String room) {
        List<InstalledDetector> hears = scorer.inCharge().of(room);
        return hears.isEmpty()
                ? null
                : hears.stream().map(InstalledDetector::name).collect(Collectors.joining("+"));
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
        InstalledDetector house = scorer.inCharge().house();
        return house == null ? new StageTimes() : house.times();
    }

    /**
     * Lends a detector of a model, beside the one in charge; to be given back.
     *
     * @param id of the model; null for the one in charge
     */
    synchronized InstalledDetector lend(@Nullable String id) throws ModelException {
        String wanted = id == null ? model() : id;
        if (wanted == null) {
            throw new ModelException("no model is in charge: " + reason);
        }
        return lend(stock.find(wanted));
    }

    private InstalledDetector lend(Model model) throws ModelException {
        if (closed) {
            throw new ModelException("the engine is stopping: try again later");
        }
        return stock.lend(model, scorer.inCharge());
    }

    synchronized void giveBack(InstalledDetector detector) {
        stock.giveBack(detector);
    }

    /** Puts no model in charge any more, and ends the analyses. */
    @Override
    public synchronized void close() {
        closed = true;
        stock.retireLent(detector -> true);
    }

    /** Chooses anew if that is the hub's to do and the rooms have changed. */
    public synchronized void reconsider() {
        if (settings.auto() && rooms != scorer.live()) {
            choose();
        }
    }

    private void choose() {
        if (closed) {
            return;
        }
        ids = stock.shelf.ids();
        InCharge now = scorer.inCharge();
        InstalledDetector house = first(stock.shelf.ordered(order()), now);
        Map<String, List<InstalledDetector>> own = new HashMap<>();
        settings.rooms().forEach((room, wanted) -> own.put(room, all(room, wanted, now)));
        own.values().removeIf(List::isEmpty);
        InCharge next = new InCharge(house, own);
        if (!next.equals(now)) {
            scorer.install(next);
        }
        stock.tidy(next);
        stock.records.inCharge(now, next);
        String id = model();
        String why = explain(id);
        if (!why.equals(reason)) {
            reason = why;
            LOG.info("model in charge: {} ({})", id, why);
        }
    }

    private @Nullable InstalledDetector first(List<Model> models, InCharge now) {
        for (Model model : models) {
            InstalledDetector detector = stock.detector(model, now);
            if (detector != null) {
                return detector;
            }
        }
        return null;
    }

    private List<InstalledDetector> all(String room, List<String> wanted, InCharge now) {
        List<InstalledDetector> all = new ArrayList<>();
        for (String id : wanted) {
            Model model = stock.shelf.model(id);
            InstalledDetector detector = model == null ? null : stock.detector(model, now);
            if (detector == null) {
                LOG.info("room {}: model {} is not there or cannot run", room, id);
            } else if (!all.contains(detector)) {
                all.add(detector);
            }
        }
        return all;
    }

    private List<String> order() {
        List<String> order = new ArrayList<>();
        if (settings.auto()) {
            rooms = scorer.live();
            order.addAll(
                    ranking.rank(
                            stock.shelf.ordered(List.of()),
                            rooms,
                            threads.getAsInt(),
                            scorer.hop()));
        } else if (!settings.model().isEmpty()) {
            order.add(settings.model());
        }
        order.addAll(settings.preferred());
        return order;
    }

    private String explain(@Nullable String id) {
        String wanted = settings.model();
        if (id == null) {
            return stock.records.problems().isEmpty()
                    ? "no model is there: add a model bundle"
                    : String.join("; ", stock.records.problems());
        }
        if (settings.auto()) {
            return ranking.why(id);
        }
        if (wanted.equals(id)) {
            return "it is the configured one";
        }
        if (!wanted.isEmpty()) {
            Model absent = stock.shelf.model(wanted);
            String why =
                    absent == null
                            ? "is not there"
                            : "cannot run: " + stock.records.problem(absent);
            return "stands in for " + wanted + ", which is configured but " + why;
        }
        return settings.preferred().contains(id)
                ? "it is the first of the preferred ones that is there"
                : "none of the preferred ones is there, and its service ranks highest";
    }

    /** One switch, in the house or in one room. Used by one thread, in its turn. */
    private final class Takeover {
        private final String joined;
        private final @Nullable String room;
        private final List<InstalledDetector> fresh = new ArrayList<>();
        private String compared = "";

        Takeover(String joined, @Nullable String room) {
            this.joined = joined;
            this.room = room;
        }

        String carryOut() throws ModelException {
            try {
                for (String id : ModelSettings.ids(joined)) {
                    InstalledDetector next = prepare(id);
                    if (next != null) {
                        shadow = next;
                        compared = scorer.shadow(next, room).over(threads.getAsInt());
                    }
                }
                return takeOver();
            } catch (ModelException e) {
                throw failed(e);
            } finally {
                shadow = null;
            }
        }

        /** A proven detector of the model, lent; null if it is in charge somewhere. */
        private @Nullable InstalledDetector prepare(String id) throws ModelException {
            synchronized (ModelSwitch.this) {
                Model model = stock.find(id);
                if (ModelStock.uses(scorer.inCharge(), model)) {
                    return null;
                }
                InstalledDetector next = lend(model);
                fresh.add(next);
                stock.prove(next, model);
                return next;
            }
        }

        private String takeOver() throws ModelException {
            synchronized (ModelSwitch.this) {
                String last = names();
                for (InstalledDetector next : List.copyOf(fresh)) {
                    if (!stock.makeReady(next)) {
                        throw new ModelException(
                                "model " + next.name() + " was taken away just now");
                    }
                    fresh.remove(next);
                }
                change(room, joined);
                String now = names();
                if (now.equals(last)) {
                    return now + " is in charge already";
                }
                return "%s is in charge%s%s%s"
                        .formatted(
                                now,
                                room == null ? "" : " of " + room,
                                last.isEmpty() ? "" : " instead of " + last,
                                compared.isEmpty() ? "" : " (" + compared + ")");
            }
        }

        private String names() {
            return scorer.inCharge().of(room == null ? Rooms.HOUSE : room).stream()
                    .map(InstalledDetector::name)
                    .reduce((a, b) -> a + ModelSettings.AND + b)
                    .orElse("");
        }

        private ModelException failed(ModelException e) {
            synchronized (ModelSwitch.this) {
                for (InstalledDetector next : fresh) {
                    stock.giveBack(next);
                    Model model = stock.shelf.model(next.name());
                    if (model != null && next == fresh.get(fresh.size() - 1)) {
                        stock.records.refuse(model, String.valueOf(e.getMessage()));
                    }
                }
                String current = names();
                String outcome = (current.isEmpty() ? "none" : current) + " is in charge";
                return new ModelException(e.getMessage() + "; " + outcome, e);
            }
        }
    }
}
