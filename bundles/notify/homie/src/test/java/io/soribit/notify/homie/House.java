// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import io.soribit.api.Alert;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.ModelFigures;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import io.soribit.api.hub.Modes;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rooms, models, alerts and a mode, small enough to test with. */
final class House implements Hearing, ModelRegistry, Alerts, Modes {
    final Map<String, SourceState> rooms = new ConcurrentHashMap<>();
    final Map<String, Float> levels = new ConcurrentHashMap<>();
    final List<AlertChange> active = new CopyOnWriteArrayList<>();
    final List<String> done = new CopyOnWriteArrayList<>();
    volatile @Nullable String inCharge = "home-float32";
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
        SourceStatus.Windows none = new SourceStatus.Windows(0, 0, 0, 1);
        return rooms.entrySet().stream()
                .map(
                        room ->
                                new SourceStatus(
                                        "mic-" + room.getKey(),
                                        room.getKey(),
                                        room.getValue(),
                                        "",
                                        levels.getOrDefault(room.getKey(), -40f),
                                        null,
                                        none))
                .toList();
    }

    @Override
    public @Nullable String model() {
        return inCharge;
    }

    @Override
    public String modelReason() {
        return "";
    }

    @Override
    public List<String> models() {
        return List.of();
    }

    @Override
    public Map<String, Double> stageMicros() {
        return Map.of();
    }

    @Override
    public List<ModelStatus> list() {
        return List.of(
                new ModelStatus("home-float32", "1", "", ModelState.IN_CHARGE, ""),
                new ModelStatus("home-integer", "1", "", ModelState.PROVEN, ""),
                new ModelStatus("broken", "1", "", ModelState.REFUSED, "it is"));
    }

    @Override
    public String use(String id, @Nullable String room) throws ModelException {
        done.add("use " + id);
        if (!id.startsWith("home-")) {
            throw new ModelException("there is no model " + id);
        }
        inCharge = id;
        return id + " is in charge";
    }

    @Override
    public String back() throws ModelException {
        throw new ModelException("no");
    }

    @Override
    public ModelDescriptor descriptor(String id) throws ModelException {
        throw new ModelException("no");
    }

    @Override
    public String install(String name, InputStream content) throws ModelException {
        throw new ModelException("no");
    }

    @Override
    public String remove(String id) throws ModelException {
        throw new ModelException("no");
    }

    @Override
    public ModelFigures measure(String id) throws ModelException {
        throw new ModelException("no");
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
