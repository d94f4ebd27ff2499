// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import io.soribit.api.Ontology;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.ModelStatus;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.room.RecentRooms;
import io.soribit.common.room.RoomHealth;
import io.soribit.common.text.Text;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The state of the hub and its rooms as a device tree. Not thread-safe. */
final class Household {
    /** A level is published when it changes by this much, or after {@link #LEVEL_REPEAT}. */
    private static final float LEVEL_STEP_DB = 3;

    private static final Duration LEVEL_REPEAT = Duration.ofSeconds(10);

    private record Level(float db, Duration measured) {
        Level next(Level next) {
            boolean due =
                    Math.abs(next.db - db) >= LEVEL_STEP_DB
                            || next.measured.minus(measured).compareTo(LEVEL_REPEAT) >= 0;
            return due ? next : this;
        }
    }

    private final Ontology ontology;
    private final String language;
    private final String name;
    private final RecentRooms rooms = new RecentRooms();
    private final Map<String, RoomHealth> health = new HashMap<>();
    private final Map<String, Level> levels = new HashMap<>();
    private final Map<String, Set<String>> heard = new HashMap<>();

    /**
     * @param root of the hub's own topics
     */
    Household(Ontology ontology, String language, String root) {
        this.ontology = ontology;
        this.language = language;
        String hub = root.substring(root.indexOf('/') + 1);
        name = Labels.DEVICE.in(language) + (hub.equals("hub") ? "" : " " + hub);
    }

    /** A sound began or ended. */
    void onSound(SoundEvent event) {
        if (event.house()) {
            return;
        }
        Set<String> events =
                heard.computeIfAbsent(key(event.room(), event.sound()), k -> new HashSet<>());
        if (event.phase() == Phase.END) {
            events.remove(event.id());
        } else {
            events.add(event.id());
        }
    }

    /**
     * Updates the rooms.
     *
     * @param sources null if the engine is not running: no room is removed
     * @param now monotonic time
     */
    void look(@Nullable List<SourceStatus> sources, Duration now) {
        health.clear();
        if (sources == null) {
            rooms.keep(now);
            return;
        }
        health.putAll(RoomHealth.of(sources));
        rooms.see(health.keySet(), now);
        levels.keySet().retainAll(rooms.rooms());
        health.forEach(
                (room, current) ->
                        levels.merge(room, new Level(current.levelDb(), now), Level::next));
    }

    /**
     * As it is now.
     *
     * @param model the active one; null if there is none, then there is no choice
     * @param mode null if the hub knows none
     * @param alerts that are active; null if alerts are unknown
     */
    DeviceTree tree(
            @Nullable String model,
            List<ModelStatus> models,
            @Nullable HomeMode mode,
            @Nullable List<AlertChange> alerts) {
        DeviceTree tree = new DeviceTree(name);
        DeviceTree.Node hub = tree.node("hub", Labels.HUB.in(language));
        Set<String> ids =
                models.stream()
                        .filter(m -> m.state().usable())
                        .map(ModelStatus::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (model != null) {
            ids.add(model);
            choice(hub, "model", Labels.MODEL, ids, model);
        }
        if (mode != null) {
            List<String> modes = Arrays.stream(HomeMode.values()).map(HomeMode::text).toList();
            choice(hub, "mode", Labels.MODE, modes, mode.text());
        }
        if (alerts != null) {
            hub.property("alerts", Labels.ALERTS.in(language), "integer", "0:", "" + alerts.size());
            hub.button("acknowledge", Labels.ACKNOWLEDGE.in(language));
            hub.button("test", Labels.TEST.in(language));
            alerts.forEach(change -> alert(tree, change));
        }
        rooms.rooms().forEach(room -> room(tree, room));
        return tree;
    }

    private void alert(DeviceTree tree, AlertChange change) {
        SoundEvent event = change.alert().event();
        String id = change.alert().id().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        String where = String.join(", ", event.rooms());
        tree.alert(id, event.sound().name(language) + ": " + where);
    }

    private void choice(
            DeviceTree.Node node, String id, Text label, Collection<String> all, String value) {
        node.property(id, label.in(language), "enum", String.join(",", all), value)
                .put("settable", true);
    }

    private void room(DeviceTree tree, String room) {
        DeviceTree.Node node = tree.node(Ids.room(room), room);
        for (Sound sound : ontology.sounds()) {
            if (sound.urgency().compareTo(Urgency.NOTICE) >= 0) {
                boolean on = !heard.getOrDefault(key(room, sound), Set.of()).isEmpty();
                node.property(
                        Ids.sound(sound.id()), sound.name(language), "boolean", null, "" + on);
            }
        }
        @Nullable Level level = levels.get(room);
        node.property(
                        "level",
                        Labels.LEVEL.in(language),
                        "float",
                        ":0",
                        level == null ? null : String.format(Locale.ROOT, "%.1f", level.db()))
                .put("unit", "dB");
        @Nullable RoomHealth current = health.get(room);
        SourceState state = current == null ? SourceState.LOST : current.state();
        String states =
                Arrays.stream(SourceState.values())
                        .map(Household::text)
                        .collect(Collectors.joining(","));
        node.property("listening", Labels.LISTENING.in(language), "enum", states, text(state));
    }

    private static String key(String room, Sound sound) {
        return room + "/" + sound.id();
    }

    private static String text(SourceState value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
