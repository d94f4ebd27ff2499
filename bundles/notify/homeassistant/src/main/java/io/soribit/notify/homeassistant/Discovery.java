// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that Home Assistant is told of this hub, of each room it has, and of the model that
 * would be better than the one in charge. Thread-safe.
 */
final class Discovery implements AutoCloseable {
    /** What the broker retains has come in by then. */
    static final Duration SETTLED = Duration.ofSeconds(2);

    /** A room that comes back within this time, as over an update, has never been away. */
    static final Duration GONE = Duration.ofMinutes(1);

    /** Home Assistant drops the name of a model that is no option for it yet: it is told again. */
    private static final int MODEL_REPEATS = 10;

    private final MessageBus bus;
    private final Settings settings;
    private final Devices devices;
    private final States states;
    private final Descriptions descriptions;
    private final BetterModel better;
    private final MessageBus.Subscription soundStates;
    private final Map<String, Instant> rooms = new TreeMap<>();
    private final TreeSet<String> models = new TreeSet<>();
    private @Nullable Instant since;
    private int modelRepeats;

    Discovery(MessageBus bus, Settings settings, Devices devices) {
        this.bus = bus;
        this.settings = settings;
        this.devices = devices;
        states = new States(bus, devices.shown(Urgency.NOTICE), devices.shown(Urgency.EMERGENCY));
        descriptions = new Descriptions(bus, settings, this::onGone);
        better = new BetterModel(bus, settings.enabled());
        soundStates = bus.subscribe(bus.root() + "/+/+/state", states::onState);
    }

    /**
     * Publishes what is new.
     *
     * @param hearing null while nothing listens: then no room is given up
     * @param registry null while there is none: then the choice of models stays
     */
    synchronized void look(
            @Nullable Hearing hearing, @Nullable ModelRegistry registry, Instant now) {
        rooms(hearing, now);
        models(hearing, registry);
        if (!bus.connected()) {
            return;
        }
        if (since == null) {
            since = now;
        }
        if (now.isBefore(since.plus(SETTLED))) {
            return;
        }
        better.tell();
        boolean all = !settings.enabled() || (hearing != null && !now.isBefore(since.plus(GONE)));
        if (descriptions.tell(wanted(), all).contains(Ids.hub(bus))) {
            modelRepeats = MODEL_REPEATS;
        }
        if (settings.enabled()) {
            states.ask(rooms.keySet(), now);
            tellModel(hearing);
        }
    }

    /** Publishes all of it anew at the next look, and what went while nobody heard of it. */
    synchronized void repeat() {
        descriptions.repeat();
        states.forget();
    }

    private void onGone(String room) {
        if (settings.enabled()) {
            states.clear(room);
        }
    }

    private void rooms(@Nullable Hearing hearing, Instant now) {
        if (hearing == null) {
            rooms.replaceAll((room, last) -> now);
            return;
        }
        hearing.sources().forEach(source -> rooms.put(source.room(), now));
        rooms.values().removeIf(last -> !now.isBefore(last.plus(GONE)));
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
        @Nullable String inCharge = hearing == null ? null : hearing.model();
        if (inCharge != null) {
            models.add(inCharge);
        }
        better.look(inCharge, registry);
    }

    private Map<String, ObjectNode> wanted() {
        Map<String, ObjectNode> wanted = new LinkedHashMap<>();
        if (settings.enabled()) {
            wanted.put(Ids.hub(bus), devices.hub(models, better.id()));
            rooms.keySet().forEach(room -> wanted.put(Ids.room(bus, room), devices.room(room)));
        }
        return wanted;
    }

    /** Reads again after it has published: whoever published later told the newer one. */
    private void tellModel(@Nullable Hearing hearing) {
        if (hearing == null || modelRepeats == 0) {
            return;
        }
        modelRepeats--;
        @Nullable String told;
        do {
            told = hearing.model();
            if (told != null) {
                bus.publish(bus.root() + "/model/state", told, 1, true);
            }
        } while (told != null && !told.equals(hearing.model()));
    }

    @Override
    public void close() {
        soundStates.close();
        descriptions.close();
    }
}
