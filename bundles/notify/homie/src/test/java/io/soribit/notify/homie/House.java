// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import io.soribit.api.Alert;
import io.soribit.api.ModelException;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import io.soribit.api.hub.Modes;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.testkit.FakeHub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rooms, models, alerts and a mode, small enough to test with. */
final class House extends FakeHub implements Alerts, Modes {
    final Map<String, SourceState> rooms = new ConcurrentHashMap<>();
    final Map<String, Float> levels = new ConcurrentHashMap<>();
    final List<AlertChange> active = new CopyOnWriteArrayList<>();
    final List<String> done = new CopyOnWriteArrayList<>();
    volatile @Nullable String activeModel = "home-float32";
    private volatile HomeMode mode = HomeMode.HOME;

    House(String... names) {
        for (String name : names) {
            rooms.put(name, SourceState.LISTENING);
        }
    }

    static SoundEvent event(Sound sound, String id, Phase phase, boolean house, String... inRooms) {
        return new SoundEvent(
                id,
                phase,
                house,
                List.of(inRooms),
                sound,
                Instant.EPOCH,
                phase == Phase.END ? Instant.EPOCH : null,
                0.9f,
                List.of(),
                -20,
                "model",
                "home-float32",
                Duration.ZERO);
    }

    void raise(Sound sound, String id, String... inRooms) {
        Alert alert = new Alert(id, event(sound, id, Phase.START, true, inRooms), Urgency.URGENT);
        active.add(new AlertChange(alert, AlertState.RAISED, Instant.EPOCH, ""));
    }

    @Override
    public List<SourceStatus> sources() {
        return rooms.entrySet().stream()
                .map(
                        room ->
                                source(
                                        "mic-" + room.getKey(),
                                        room.getKey(),
                                        room.getValue(),
                                        levels.getOrDefault(room.getKey(), -40f)))
                .toList();
    }

    @Override
    public @Nullable String model() {
        return activeModel;
    }

    @Override
    public List<ModelStatus> list() {
        return List.of(
                new ModelStatus("home-float32", "1", "", ModelState.ACTIVE, ""),
                new ModelStatus("home-integer", "1", "", ModelState.PROVEN, ""),
                new ModelStatus("broken", "1", "", ModelState.REFUSED, "it is"));
    }

    @Override
    public String use(String id, @Nullable String room) throws ModelException {
        done.add("use " + id);
        if (!id.startsWith("home-")) {
            throw new ModelException("there is no model " + id);
        }
        activeModel = id;
        return id + " is active";
    }

    @Override
    public List<AlertChange> active() {
        return List.copyOf(active);
    }

    @Override
    public boolean acknowledge(String id, String by) {
        done.add("acknowledge " + id + " by " + by);
        return true;
    }

    @Override
    public boolean test(String target, String by) {
        done.add("test " + target + "by " + by);
        return true;
    }

    @Override
    public void raise(SoundEvent event) {
        throw new UnsupportedOperationException("not needed here");
    }

    @Override
    public List<String> targets() {
        return List.of();
    }

    @Override
    public Alerts.Watch watch(Watcher watcher) {
        throw new UnsupportedOperationException("not needed here");
    }

    @Override
    public HomeMode mode() {
        return mode;
    }

    @Override
    public void set(HomeMode next, String by) {
        done.add("mode " + next + " by " + by);
        mode = next;
    }

    @Override
    public Modes.Watch watch(Consumer<HomeMode> watcher) {
        throw new UnsupportedOperationException("not needed here");
    }
}
