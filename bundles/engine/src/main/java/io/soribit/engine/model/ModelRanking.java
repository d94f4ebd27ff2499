// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.Ontology;
import io.soribit.api.hub.ModelFigures;
import io.soribit.engine.window.HopWidening;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models in the order in which the hub itself would choose: those that keep up with the rooms,
 * the most accurate or the most preferred first, then those that do not, the fastest first. However
 * accurate, one that knows no smoke alarm comes behind those that do. What a window costs is what
 * it costs the model and its companion. Each is measured once; {@link #measure} may be called by
 * any thread, beside which one may be measured twice. The rest is not thread-safe.
 */
final class ModelRanking {
    private static final Logger LOG = LoggerFactory.getLogger(ModelRanking.class);

    /** Finds out what a model costs. */
    @FunctionalInterface
    interface Meter {
        ModelFigures measure(KnownModel model) throws ModelException;
    }

    private static final String SMOKE = "smoke_alarm";

    /** Finds the model that would hear with another. */
    @FunctionalInterface
    interface Companions {
        @Nullable KnownModel of(KnownModel model);
    }

    private final Meter meter;
    private final Companions companions;
    private final Ontology ontology;
    private final Map<KnownModel, ModelFigures> figures = new ConcurrentHashMap<>();
    private double room = Double.MAX_VALUE;
    private int rooms;
    private Set<String> smoke = Set.of();
    private List<ModelFigures> ranked = List.of();

    /**
     * @param ontology of the models' labels
     */
    ModelRanking(Meter meter, Companions companions, Ontology ontology) {
        this.meter = meter;
        this.companions = companions;
        this.ontology = ontology;
    }

    /**
     * Ranks.
     *
     * @param live rooms
     * @param threads that score
     * @param hop time from window to window
     * @return ids, the best first
     */
    List<String> rank(List<KnownModel> models, int live, int threads, Duration hop) {
        smoke =
                models.stream()
                        .map(KnownModel::descriptor)
                        .filter(this::knowsSmokeAlarm)
                        .map(ModelDescriptor::id)
                        .collect(Collectors.toSet());
        return sorted(
                models,
                live,
                threads,
                hop,
                Comparator.comparing((ModelFigures f) -> !smoke.contains(f.id()))
                        .thenComparing(f -> -accuracy(f)));
    }

    /** As {@link #rank}, of models that are given the most preferred first. */
    List<String> prefer(List<KnownModel> models, int live, int threads, Duration hop) {
        List<String> order = models.stream().map(model -> model.descriptor().id()).toList();
        return sorted(models, live, threads, hop, Comparator.comparing(f -> order.indexOf(f.id())));
    }

    private List<String> sorted(
            List<KnownModel> models,
            int live,
            int threads,
            Duration hop,
            Comparator<ModelFigures> rank) {
        rooms = live;
        room = HopWidening.ENOUGH * HopWidening.room(threads, hop.toNanos(), live) / 1e6;
        List<KnownModel> all = withCompanions(models);
        figures.keySet().retainAll(all);
        measure(all);
        ranked = models.stream().filter(figures::containsKey).map(this::joint).toList();
        return ranked.stream()
                .sorted(
                        Comparator.comparing((ModelFigures f) -> !keepsUp(f))
                                .thenComparing(
                                        (a, b) -> keepsUp(a) ? rank.compare(a, b) : slower(a, b))
                                .thenComparing(ModelFigures::p50Millis))
                .map(ModelFigures::id)
                .toList();
    }

    /** Those, and the ones that would hear with them. */
    List<KnownModel> withCompanions(List<KnownModel> models) {
        return models.stream()
                .flatMap(model -> Stream.of(model, companions.of(model)))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** What a window costs the model alone; 0 if it cannot be measured. */
    double millis(KnownModel model) {
        measure(model);
        ModelFigures known = figures.get(model);
        return known == null ? 0 : known.p95Millis();
    }

    /** The figures of a model that was measured, with what its companion costs. */
    private ModelFigures joint(KnownModel model) {
        ModelFigures own = Objects.requireNonNull(figures.get(model));
        KnownModel companion = companions.of(model);
        ModelFigures beside = companion == null ? null : figures.get(companion);
        return beside == null
                ? own
                : new ModelFigures(
                        own.id(),
                        own.bytes(),
                        own.loadMillis(),
                        own.p50Millis() + beside.p50Millis(),
                        own.p95Millis() + beside.p95Millis(),
                        own.memoryMegabytes(),
                        own.agreement(),
                        own.accuracy(),
                        own.f1());
    }

    /** How many rooms were live as it was made. */
    int rooms() {
        return rooms;
    }

    /** Why a model is the first of the preferred ones; one clause. */
    String whyPreferred(String id) {
        ModelFigures chosen = figure(id);
        return chosen == null || !keepsUp(chosen)
                ? why(id)
                : "it is the first of the preferred ones that keeps up with the rooms: "
                        + cost(chosen);
    }

    /** Why a model is the most accurate; one clause. */
    String why(String id) {
        ModelFigures chosen = figure(id);
        if (chosen == null) {
            return "it is chosen by the hub itself";
        }
        String cost = cost(chosen);
        if (!keepsUp(chosen)) {
            return "none keeps up with the rooms; it is the fastest: " + cost;
        }
        return accuracy(chosen) < 0
                ? "it keeps up with the rooms: " + cost
                : "it is the most accurate that keeps up with the rooms%s: %.1f %%, %s"
                        .formatted(
                                isOvertaken(chosen) ? " and knows a smoke alarm" : "",
                                100 * chosen.accuracy(),
                                cost);
    }

    private @Nullable ModelFigures figure(String id) {
        return ranked.stream().filter(f -> f.id().equals(id)).findFirst().orElse(null);
    }

    private String cost(ModelFigures figure) {
        return "%.2f ms a window, where the rooms (%d) leave %.0f ms"
                .formatted(figure.p95Millis(), rooms, room);
    }

    /** Measures those that have not been measured. */
    void measure(List<KnownModel> models) {
        models.forEach(this::measure);
    }

    private void measure(KnownModel model) {
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

    private boolean knowsSmokeAlarm(ModelDescriptor model) {
        return model.labels().stream().anyMatch(l -> ontology.ofLabel(l).id().equals(SMOKE));
    }

    /** Whether another one that keeps up, but knows no smoke alarm, is more accurate. */
    private boolean isOvertaken(ModelFigures chosen) {
        return smoke.contains(chosen.id())
                && ranked.stream()
                        .filter(f -> keepsUp(f) && !smoke.contains(f.id()))
                        .anyMatch(f -> accuracy(f) > accuracy(chosen));
    }

    private static int slower(ModelFigures one, ModelFigures other) {
        return Double.compare(one.p95Millis(), other.p95Millis());
    }

    private static double accuracy(ModelFigures f) {
        return Double.isFinite(f.accuracy()) ? f.accuracy() : -1;
    }
}
