// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import io.soribit.api.FrontEndSpec;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.Threshold;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.testkit.FakeHub;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rooms and models that come and go. */
final class Home extends FakeHub {
    final List<String> rooms = new CopyOnWriteArrayList<>();
    final List<ModelStatus> models = new CopyOnWriteArrayList<>();

    /** Ids of second sources, by room. */
    final Map<String, String> seconds = new ConcurrentHashMap<>();

    private final Map<String, Double> accuracies = new ConcurrentHashMap<>();
    volatile @Nullable String activeModel;

    Home(String... rooms) {
        this.rooms.addAll(List.of(rooms));
    }

    Home model(String id, ModelState state) {
        models.removeIf(model -> model.id().equals(id));
        models.add(new ModelStatus(id, "1", "here", state, ""));
        return this;
    }

    Home accuracy(String id, double accuracy) {
        accuracies.put(id, accuracy);
        return this;
    }

    @Override
    public List<SourceStatus> sources() {
        Stream<SourceStatus> all =
                Stream.concat(
                        rooms.stream().map(room -> listening("mic-" + room, room)),
                        seconds.entrySet().stream()
                                .map(second -> listening(second.getValue(), second.getKey())));
        return all.toList();
    }

    private static SourceStatus listening(String id, String room) {
        return source(id, room, SourceState.LISTENING, -40);
    }

    @Override
    public @Nullable String model() {
        return activeModel;
    }

    @Override
    public List<ModelStatus> list() {
        return List.copyOf(models);
    }

    @Override
    public ModelDescriptor descriptor(String id) throws ModelException {
        if (models.stream().noneMatch(model -> model.id().equals(id))) {
            throw new ModelException("no");
        }
        Map<String, Double> metrics =
                accuracies.containsKey(id) ? Map.of("accuracy", accuracies.get(id)) : Map.of();
        return new ModelDescriptor(
                id,
                "test",
                "float32",
                "1",
                List.of("doorbell"),
                new FrontEndSpec("waveform", Map.of()),
                new Threshold(0.5f, 0.4f),
                Map.of(),
                Map.of("metrics", metrics));
    }
}
