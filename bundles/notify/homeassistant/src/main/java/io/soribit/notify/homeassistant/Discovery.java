// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelStatus;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SourceSharing;
import io.soribit.common.room.OtherHubs;
import io.soribit.common.room.RecentRooms;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Describes this hub, its rooms, and a better model than the active one to Home Assistant.
 * Thread-safe.
 */
final class Discovery implements AutoCloseable {
    /** All retained messages have been received by then. */
    static final Duration SETTLED = Duration.ofSeconds(2);

    /** Home Assistant ignores a model that is not an option yet: it is published again. */
    private static final int MODEL_REPEATS = 10;

    private final MessageBus bus;
    private final Settings settings;
    private final Devices devices;
    private final States states;
    private final Descriptions descriptions;
    private final BetterModel better;
    private final MessageBus.Subscription soundStates;
    private final RecentRooms rooms = new RecentRooms();
    private final OtherHubs others;
    private final Set<String> elsewhere = new HashSet<>();
    private final TreeSet<String> models = new TreeSet<>();
    private @Nullable Duration since;
    private int modelRepeats;

    Discovery(MessageBus bus, Settings settings, Devices devices) {
        this.bus = bus;
        this.settings = settings;
        this.devices = devices;
        states =
                new States(
                        bus,
                        () -> devices.shown(Urgency.NOTICE),
                        () -> settings.isShared() ? List.of() : devices.shown(Urgency.EMERGENCY));
        others = new OtherHubs(bus);
        descriptions = new Descriptions(bus, settings, others, this::onGone);
        better = new BetterModel(bus, settings.enabled());
        soundStates = bus.subscribe(bus.root() + "/+/+/state", states::onState);
    }

    /**
     * Publishes what has changed.
     *
     * @param hearing null if the engine is not running: no room is removed
     * @param registry null if there is none: the choice of models stays
     * @param sharing null if no other hub hears any room in this one's stead
     * @param now monotonic time
     */
    synchronized void look(
            @Nullable Hearing hearing,
            @Nullable ModelRegistry registry,
            @Nullable SourceSharing sharing,
            Duration now) {
        rooms(hearing, now);
        elsewhere(hearing, sharing);
        models(hearing, registry);
        if (!bus.connected()) {
            return;
        }
        if (since == null) {
            since = now;
        }
        if (now.minus(since).compareTo(SETTLED) < 0) {
            return;
        }
        better.publish();
        boolean all =
                !settings.enabled()
                        || (hearing != null && now.minus(since).compareTo(RecentRooms.GONE) >= 0);
        String hub = Ids.hub(settings.nameOf(bus));
        if (descriptions.publish(devices(), elsewhere, all, now).contains(hub)) {
            modelRepeats = MODEL_REPEATS;
        }
        if (settings.enabled()) {
            states.request(rooms.rooms(), now);
            publishModel(hearing);
        }
    }

    /** Publishes everything again at the next look, and the removals at once. */
    synchronized void repeat() {
        descriptions.repeat();
        states.forget();
    }

    private void onGone(String room) {
        if (settings.enabled()) {
            states.clear(room);
        }
    }

    private void rooms(@Nullable Hearing hearing, Duration now) {
        if (hearing == null) {
            rooms.keep(now);
            return;
        }
        rooms.see(hearing.sources().stream().map(SourceStatus::room).toList(), now);
    }

    /**
     * Devices that another hub describes, under the name that both share: of a room whoever hears
     * its first source. Where this is not known, what another one has described stays.
     */
    private void elsewhere(@Nullable Hearing hearing, @Nullable SourceSharing sharing) {
        elsewhere.clear();
        if (!settings.isShared() || !settings.enabled()) {
            return;
        }
        String name = settings.nameOf(bus);
        String hub = Ids.hub(name);
        if (sharing == null ? descriptions.isOfAnother(hub) : !sharing.isFirst()) {
            elsewhere.add(hub);
        }
        Map<String, String> first = firstSources(hearing);
        for (String room : rooms.rooms()) {
            String id = Ids.room(name, room);
            @Nullable String source = first.get(room);
            boolean other =
                    (sharing == null || source == null)
                            ? descriptions.isOfAnother(id)
                            : sharing.isElsewhere(source);
            if (other) {
                elsewhere.add(id);
            }
        }
    }

    /** The first source of each room, by id: the same on all hubs that share it. */
    private static Map<String, String> firstSources(@Nullable Hearing hearing) {
        Map<String, String> first = new HashMap<>();
        if (hearing != null) {
            BinaryOperator<String> least = BinaryOperator.minBy(Comparator.naturalOrder());
            hearing.sources().forEach(s -> first.merge(s.room(), s.source(), least));
        }
        return first;
    }

    private void models(@Nullable Hearing hearing, @Nullable ModelRegistry registry) {
        if (registry == null) {
            return;
        }
        models.clear();
        registry.list().stream()
                .filter(model -> model.state().usable())
                .map(ModelStatus::id)
                .forEach(models::add);
        @Nullable String active = hearing == null ? null : hearing.model();
        if (active != null) {
            models.add(active);
        }
        better.look(active, registry);
    }

    private Map<String, ObjectNode> devices() {
        Map<String, ObjectNode> described = new LinkedHashMap<>();
        if (settings.enabled()) {
            String name = settings.nameOf(bus);
            described.put(Ids.hub(name), devices.hub(models, better.id(), settings.isShared()));
            boolean several = descriptions.ofOtherHubs();
            rooms.rooms()
                    .forEach(
                            room ->
                                    described.put(
                                            Ids.room(name, room), devices.room(room, several)));
        }
        described.keySet().removeAll(elsewhere);
        return described;
    }

    /** Reads again after publishing: the last one published is the newest. */
    private void publishModel(@Nullable Hearing hearing) {
        if (hearing == null || modelRepeats == 0) {
            return;
        }
        modelRepeats--;
        @Nullable String model;
        do {
            model = hearing.model();
            if (model != null) {
                bus.publish(bus.root() + "/model/state", model, 1, true);
            }
        } while (model != null && !model.equals(hearing.model()));
    }

    @Override
    public void close() {
        others.close();
        soundStates.close();
        descriptions.close();
    }
}
