// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.FrontEnd;
import io.soribit.api.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The installed models and front ends, the highest ranking first. Not thread-safe. */
final class ModelShelf {
    private record Ranked<T>(T service, int ranking) {}

    private record Typed(FrontEnd frontEnd, String type) {}

    private final List<Ranked<KnownModel>> models = new ArrayList<>();
    private final List<Ranked<Typed>> frontEnds = new ArrayList<>();

    void add(KnownModel model, int ranking) {
        insert(models, new Ranked<>(model, ranking));
    }

    /** Takes it away; null if it is not there. */
    @Nullable KnownModel remove(Model model) {
        for (Ranked<KnownModel> ranked : models) {
            if (ranked.service().is(model)) {
                models.remove(ranked);
                return ranked.service();
            }
        }
        return null;
    }

    void add(FrontEnd frontEnd, String type, int ranking) {
        insert(frontEnds, new Ranked<>(new Typed(frontEnd, type), ranking));
    }

    void remove(FrontEnd frontEnd) {
        frontEnds.removeIf(f -> f.service().frontEnd() == frontEnd);
    }

    /** By preference: the given ids in their order, then the rest by ranking. */
    List<KnownModel> ordered(List<String> ids) {
        return models.stream()
                .map(Ranked::service)
                .sorted(
                        Comparator.comparingInt(
                                m -> {
                                    int at = ids.indexOf(m.descriptor().id());
                                    return at < 0 ? ids.size() : at;
                                }))
                .toList();
    }

    List<String> ids() {
        return models.stream().map(m -> m.service().descriptor().id()).distinct().sorted().toList();
    }

    @Nullable KnownModel model(String id) {
        return models.stream()
                .map(Ranked::service)
                .filter(m -> m.descriptor().id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The front end of a type; the favourite if it is one of them. */
    @Nullable FrontEnd frontEnd(String type, @Nullable FrontEnd favourite) {
        FrontEnd first = null;
        for (Ranked<Typed> candidate : frontEnds) {
            FrontEnd frontEnd = candidate.service().frontEnd();
            if (frontEnd == favourite) {
                return favourite;
            }
            if (first == null && candidate.service().type().equals(type)) {
                first = frontEnd;
            }
        }
        return first;
    }

    private static <T> void insert(List<Ranked<T>> list, Ranked<T> added) {
        int at = 0;
        while (at < list.size() && list.get(at).ranking() >= added.ranking()) {
            at++;
        }
        list.add(at, added);
    }
}
