// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.relearn;

import io.soribit.api.Embedding;
import io.soribit.api.Model;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The models that hear the rooms: some have one of their own. Thread-safe. */
final class RoomModels {
    private final Hearing hearing;
    private final Supplier<List<Model>> models;

    /**
     * @param models all that there are
     */
    RoomModels(Hearing hearing, Supplier<List<Model>> models) {
        this.hearing = hearing;
        this.models = models;
    }

    /** The rooms that do not hear what was learnt on a trunk, with their models; sorted. */
    Map<String, String> deafTo(Embedding embedding) {
        Map<String, String> deaf = new TreeMap<>();
        for (SourceStatus source : hearing.sources()) {
            @Nullable String ids = hearing.model(source.room());
            if (ids != null && !hears(ids, embedding)) {
                deaf.put(source.room(), ids);
            }
        }
        return deaf;
    }

    /** A model that is not there any more, or not yet, is none to complain of. */
    private boolean hears(String ids, Embedding embedding) {
        List<String> wanted = List.of(ids.split("\\+"));
        List<Model> known =
                models.get().stream().filter(m -> wanted.contains(m.descriptor().id())).toList();
        return known.isEmpty()
                || known.stream()
                        .anyMatch(m -> m.embedding().filter(embedding::equals).isPresent());
    }
}
