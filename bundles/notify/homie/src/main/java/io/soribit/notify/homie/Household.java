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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the hub hears and does, as a device tree. Not thread-safe. */
final class Household {
    /** A room that comes back within this time, as over an update, has never been away. */
    static final Duration GONE = Duration.ofMinutes(1);

    /** Smaller changes of a level are not worth a message. */
    private static final float LEVEL_STEP_DB = 1;

    /** A room is as well heard as the best of its sources. */
    private static final List<SourceState> BEST_FIRST =
            List.of(
                    SourceState.LISTENING,
                    SourceState.QUIET,
                    SourceState.STARTING,
                    SourceState.RECOVERING,
                    SourceState.STALLED,
                    SourceState.LOST,
                    SourceState.ENDED);

    private final Ontology ontology;
    private final String language;
    private final String name;
    private final Map<String, Instant> rooms = new TreeMap<>();
    private final Map<String, SourceState> listening = new HashMap<>();
    private final Map<String, Float> levels = new HashMap<>();
    private final Map<String, Set<String>> heard = new HashMap<>();

    /**
     * @param root of the hub's own topics
     */
    Household(Ontology ontology, String language, String root) {
        this.ontology = ontology;
        this.language = language;
        String hub = root.substring(root.indexOf('/') + 1);
        name = Words.DEVICE.in(language) + (hub.equals("hub") ? "" : " " + hub);
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
     * Looks at the sources.
     *
     * @param sources null while nothing listens: then no room is given up
     */
    void look(@Nullable List<SourceStatus> sources, Instant now) {
        listening.clear();
        if (sources == null) {
            rooms.replaceAll((room, last) -> now);
            return;
        }
        Map<String, Float> loudest = new HashMap<>();
        for (SourceStatus source : sources) {
            rooms.put(source.room(), now);
            listening.merge(source.room(), source.state(), Household::better);
            loudest.merge(source.room(), source.levelDb(), Math::max);
        }
        rooms.values().removeIf(last -> !now.isBefore(last.plus(GONE)));
        levels.keySet().retainAll(rooms.keySet());
        loudest.forEach(
                (room, db) ->
                        levels.merge(
                                room,
                                db,
                                (old, next) -> Math.abs(next - old) < LEVEL_STEP_DB ? old : next));
    }

    /**
     * As it is now.
     *
     * @param model in charge; null while there is none, then there is no choice
     * @param mode null if the hub knows none
     * @param alerts that go on; null if nothing tells of alerts
     */
    DeviceTree tree(
            @Nullable String model,
            List<ModelStatus> models,
            @Nullable HomeMode mode,
            @Nullable List<AlertChange> alerts) {
        DeviceTree tree = new DeviceTree(name);
        DeviceTree.Node hub = tree.node("hub", Words.HUB.in(language));
        Set<String> ids =
                models.stream()
                        .filter(m -> m.state().usable())
                        .map(ModelStatus::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (model != null) {
            ids.add(model);
            choice(hub, "model", Words.MODEL, ids, model);
        }
        if (mode != null) {
            List<String> modes = Arrays.stream(HomeMode.values()).map(HomeMode::text).toList();
            choice(hub, "mode", Words.MODE, modes, mode.text());
        }
        if (alerts != null) {
            hub.property("alerts", Words.ALERTS.in(language), "integer", "0:", "" + alerts.size());
            hub.button("acknowledge", Words.ACKNOWLEDGE.in(language));
            hub.button("test", Words.TEST.in(language));
            alerts.forEach(change -> alert(tree, change));
        }
        rooms.keySet().forEach(room -> room(tree, room));
        return tree;
    }

    private void alert(DeviceTree tree, AlertChange change) {
        SoundEvent event = change.alert().event();
        String id = change.alert().id().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        String where = String.join(", ", event.rooms());
        tree.alert(id, event.sound().name(language) + ": " + where);
    }

    private void choice(
            DeviceTree.Node node, String id, Words words, Collection<String> all, String value) {
        node.property(id, words.in(language), "enum", String.join(",", all), value)
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
        @Nullable Float level = levels.get(room);
        node.property(
                        "level",
                        Words.LEVEL.in(language),
                        "float",
                        ":0",
                        level == null ? null : String.format(Locale.ROOT, "%.1f", level))
                .put("unit", "dB");
        SourceState state = listening.getOrDefault(room, SourceState.LOST);
        String states =
                Arrays.stream(SourceState.values())
                        .map(Household::text)
                        .collect(Collectors.joining(","));
        node.property("listening", Words.LISTENING.in(language), "enum", states, text(state));
    }

    private static String key(String room, Sound sound) {
        return room + "/" + sound.id();
    }

    private static String text(SourceState value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static SourceState better(SourceState a, SourceState b) {
        return BEST_FIRST.indexOf(a) < BEST_FIRST.indexOf(b) ? a : b;
    }
}
