// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelCandidate;
import io.soribit.api.hub.ModelFigures;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import io.soribit.common.time.MonotonicClock;
import io.soribit.engine.model.ChoiceFile;
import io.soribit.engine.model.LastChoice;
import io.soribit.engine.model.ModelFolder;
import io.soribit.engine.model.ModelSettings;
import io.soribit.engine.model.ModelSwitch;
import io.soribit.engine.model.PreviousModel;
import io.soribit.engine.model.SwitchGuard;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of the engine and those that are still being installed; the choice is written where
 * the engine's configuration is read. Thread-safe; one choice is made at a time.
 */
public final class ModelChoice implements ModelRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ModelChoice.class);
    private static final String FELL =
            "the hub ended within minutes of activating it, and restored the one before";

    private final Engine engine;
    private final ModelSwitch modelSwitch;
    private final ChoiceFile file;
    private final ModelFolder folder;
    private final SwitchGuard guard;
    private final LastChoice last;
    private final Set<ModelCandidate> candidates = ConcurrentHashMap.newKeySet();
    private boolean chosen;

    /**
     * @param data the hub's folder; null if there is none, and nothing can be kept
     * @param listens whether this is the hub that listens, and not a command beside it
     */
    public ModelChoice(Engine engine, @Nullable Path data, boolean listens, MonotonicClock clock) {
        this.engine = engine;
        modelSwitch = engine.modelSwitch();
        guard =
                new SwitchGuard(
                        data == null || !listens ? null : data.resolve("state/model-switch"),
                        clock);
        last = new LastChoice(data == null ? null : data.resolve("state/model-before"));
        file =
                new ChoiceFile(
                        data == null
                                ? null
                                : data.resolve("etc").resolve(EngineConfig.PID + ".cfg"));
        folder = new ModelFolder(data == null ? null : data.resolve("models").toAbsolutePath());
    }

    public void add(ModelCandidate candidate) {
        candidates.add(candidate);
    }

    public void remove(ModelCandidate candidate) {
        candidates.remove(candidate);
    }

    @Override
    public List<ModelStatus> list() {
        List<ModelStatus> all = new ArrayList<>();
        List<ModelStatus> coming = candidates.stream().map(ModelCandidate::status).toList();
        Map<String, String> places =
                coming.stream()
                        .filter(c -> c.state() != ModelState.REFUSED)
                        .collect(
                                Collectors.toMap(ModelStatus::id, ModelStatus::place, (a, b) -> a));
        Set<String> there = new HashSet<>();
        for (ModelStatus model : modelSwitch.statuses()) {
            there.add(model.id());
            all.add(
                    new ModelStatus(
                            model.id(),
                            model.version(),
                            places.getOrDefault(model.id(), ""),
                            model.state(),
                            fell(model) ? FELL : model.reason()));
        }
        for (ModelStatus candidate : coming) {
            if (candidate.state() == ModelState.REFUSED || !there.contains(candidate.id())) {
                all.add(candidate);
            }
        }
        all.sort(Comparator.comparing(ModelStatus::id).thenComparing(ModelStatus::place));
        return all;
    }

    /**
     * The settings, without a model that the hub did not survive: the one before it is active
     * again, until the user chooses.
     */
    public synchronized Settings survivable(Settings settings) {
        SwitchGuard.Fallen fallen = guard.fallen();
        ModelSettings models = settings.model();
        String configured = fallen == null ? "" : models.joined(fallen.room());
        if (fallen == null || chosen || !configured.equals(fallen.model())) {
            chosen |= fallen != null && configured.equals(fallen.before());
            return settings;
        }
        ModelSettings safe = models.with(fallen.room(), fallen.before());
        LOG.error(
                "the hub ended within {} minutes of activating {}: {} is active again{}",
                SwitchGuard.FIRST_MINUTES.toMinutes(),
                fallen.model(),
                fallen.before(),
                file.keep(models, safe));
        return settings.with(safe);
    }

    /**
     * Follows the configuration: what it changes of the active models becomes a switch of its own,
     * all else applies at once. Nothing is written: a newer choice may be there already.
     *
     * @param later runs the switches
     */
    public void follow(Settings read, Executor later) {
        Settings accepted = survivable(read);
        ModelSettings next = accepted.model();
        ModelSettings now = modelSwitch.settings();
        String current = modelSwitch.model();
        ModelSettings meanwhile = next;
        List<Runnable> switches = new ArrayList<>();
        if (current != null && !next.model().equals(current) && known(next.model())) {
            meanwhile = meanwhile.with(null, current);
            switches.add(() -> follow(next, null));
        }
        for (String room : next.rooms().keySet()) {
            String joined = next.joined(room);
            if (!joined.equals(now.joined(room)) && known(joined)) {
                meanwhile = meanwhile.with(room, now.joined(room));
                switches.add(() -> follow(next, room));
            }
        }
        engine.configure(accepted.with(meanwhile));
        switches.forEach(later::execute);
    }

    private boolean known(String joined) {
        return modelSwitch.models().containsAll(ModelSettings.ids(joined));
    }

    private synchronized void follow(ModelSettings read, @Nullable String room) {
        String joined = read.joined(room);
        try {
            if (!file.isOutdated(read, room)) {
                LOG.info("{}", guarded(joined, room));
                file.followed(read, room);
            }
        } catch (ModelException | RuntimeException e) {
            LOG.error("the configuration names model {}: {}", joined, e.getMessage(), e);
        }
    }

    /** To be called now and then. */
    public void check() {
        guard.check();
    }

    /** The hub ends in good order. */
    public void close() {
        guard.forget();
    }

    @Override
    public synchronized String use(String id, @Nullable String room) throws ModelException {
        ModelSettings before = modelSwitch.settings();
        return guarded(id, room) + file.keep(before, modelSwitch.settings());
    }

    private String guarded(String id, @Nullable String room) throws ModelException {
        guard.begin(
                room, id, room == null ? modelSwitch.model() : modelSwitch.settings().joined(room));
        try {
            return change(id, room);
        } catch (ModelException e) {
            guard.forget();
            throw e;
        }
    }

    @Override
    public synchronized String back() throws ModelException {
        PreviousModel now = modelSwitch.before();
        PreviousModel before = now == null ? last.read() : now;
        if (before == null) {
            throw new ModelException("no other model was chosen yet");
        }
        guard.forget();
        ModelSettings settings = modelSwitch.settings();
        return change(before.joined(), before.room()) + file.keep(settings, modelSwitch.settings());
    }

    private String change(String id, @Nullable String room) throws ModelException {
        chosen = true;
        String outcome = modelSwitch.use(id, room);
        PreviousModel now = modelSwitch.before();
        if (now != null) {
            last.keep(now);
        }
        return outcome;
    }

    @Override
    public ModelDescriptor descriptor(String id) throws ModelException {
        return modelSwitch.descriptor(id);
    }

    @Override
    public String install(String name, InputStream content) throws ModelException {
        return folder.install(name, content);
    }

    @Override
    public String remove(String id) throws ModelException {
        for (ModelStatus model : list()) {
            if (model.id().equals(id)) {
                return folder.remove(model);
            }
        }
        throw new ModelException("there is no model '" + id + "'");
    }

    @Override
    public ModelFigures measure(String id) throws ModelException {
        return modelSwitch.measure(id);
    }

    private boolean fell(ModelStatus model) {
        SwitchGuard.Fallen fallen = guard.fallen();
        return fallen != null
                && fallen.model().equals(model.id())
                && model.state() != ModelState.ACTIVE;
    }
}
