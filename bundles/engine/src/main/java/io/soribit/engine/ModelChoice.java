// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.api.ModelCandidate;
import io.soribit.api.ModelException;
import io.soribit.api.ModelRegistry;
import io.soribit.api.ModelState;
import io.soribit.api.ModelStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The models of the engine and those that are still on their way to it; the choice is written where
 * the engine's configuration is read. Thread-safe; one choice is made at a time.
 */
final class ModelChoice implements ModelRegistry {
    private final Engine engine;
    private final @Nullable Path file;
    private final ModelFolder folder;
    private final Set<ModelCandidate> candidates = ConcurrentHashMap.newKeySet();

    /**
     * @param data the hub's folder; null if there is none, and nothing can be kept
     */
    ModelChoice(Engine engine, @Nullable Path data) {
        this.engine = engine;
        file = data == null ? null : data.resolve("etc").resolve(EngineConfig.PID + ".cfg");
        folder = new ModelFolder(data == null ? null : data.resolve("models").toAbsolutePath());
    }

    void add(ModelCandidate candidate) {
        candidates.add(candidate);
    }

    void remove(ModelCandidate candidate) {
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
        for (ModelStatus model : engine.modelStatuses()) {
            there.add(model.id());
            all.add(
                    new ModelStatus(
                            model.id(),
                            model.version(),
                            places.getOrDefault(model.id(), ""),
                            model.state(),
                            model.reason()));
        }
        for (ModelStatus candidate : coming) {
            if (candidate.state() == ModelState.REFUSED || !there.contains(candidate.id())) {
                all.add(candidate);
            }
        }
        all.sort(Comparator.comparing(ModelStatus::id).thenComparing(ModelStatus::place));
        return all;
    }

    @Override
    public synchronized String use(String id) throws ModelException {
        return kept(engine.use(id));
    }

    @Override
    public synchronized String back() throws ModelException {
        return kept(engine.back());
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

    private String kept(String outcome) {
        String id = engine.model();
        if (file == null || id == null) {
            return outcome;
        }
        try {
            ConfigFile.set(file, "model", id);
            return outcome;
        } catch (IOException e) {
            return outcome
                    + ", but only until the hub restarts, since "
                    + file
                    + " cannot be written ("
                    + e
                    + "): make room, or make it writable";
        }
    }
}
