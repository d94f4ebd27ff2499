// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Hearing;
import io.soribit.api.MessageBus;
import io.soribit.api.ModelRegistry;
import io.soribit.api.ModelStatus;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the retained descriptions of devices at the broker as they should be: of this hub, and of
 * each room it has. What an earlier run left there is read back, so nothing is kept on disk.
 */
final class Discovery implements AutoCloseable {
    /** What the broker retains has come in by then. */
    static final Duration SETTLED = Duration.ofSeconds(2);

    /** A room that comes back within this time, as over an update, has never been away. */
    static final Duration GONE = Duration.ofMinutes(1);

    /** Home Assistant drops the name of a model that is no option for it yet: it is told again. */
    private static final int MODEL_REPEATS = 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MessageBus bus;
    private final Settings settings;
    private final Devices devices;
    private final States states;
    private final List<MessageBus.Subscription> subscriptions;
    private final Map<String, String> retained = new TreeMap<>();
    private final Map<String, String> published = new HashMap<>();
    private final Map<String, String> removed = new TreeMap<>();
    private final Map<String, Instant> rooms = new TreeMap<>();
    private final TreeSet<String> models = new TreeSet<>();
    private @Nullable Instant since;
    private int modelRepeats;

    Discovery(MessageBus bus, Settings settings, Devices devices) {
        this.bus = bus;
        this.settings = settings;
        this.devices = devices;
        states = new States(bus, devices.shown(Urgency.NOTICE), devices.shown(Urgency.EMERGENCY));
        subscriptions =
                List.of(
                        bus.subscribe(settings.topicOf("+"), this::onDescription),
                        bus.subscribe(bus.root() + "/+/+/state", states::onState));
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
        Map<String, ObjectNode> wanted = settings.enabled() ? wanted() : Map.of();
        wanted.forEach(this::announce);
        if (!settings.enabled() || (hearing != null && !now.isBefore(since.plus(GONE)))) {
            Map<String, String> gone = new TreeMap<>(retained);
            gone.keySet().removeAll(wanted.keySet());
            gone.forEach(this::remove);
        }
        if (settings.enabled()) {
            states.ask(rooms.keySet(), now);
            tellModel(hearing);
        }
    }

    /** Publishes all of it anew at the next look, and what went while nobody heard of it. */
    synchronized void repeat() {
        removed.forEach(this::takeAway);
        published.clear();
        states.forget();
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
    }

    private Map<String, ObjectNode> wanted() {
        Map<String, ObjectNode> wanted = new LinkedHashMap<>();
        wanted.put(settings.topicOf(Ids.hub(bus)), devices.hub(models));
        for (String room : rooms.keySet()) {
            wanted.put(settings.topicOf(Ids.room(bus, room)), devices.room(room));
        }
        return wanted;
    }

    private void announce(String topic, ObjectNode device) {
        removed.remove(topic);
        takeAwayParts(topic, device);
        String json = device.toString();
        if (!json.equals(published.put(topic, json))) {
            bus.publish(topic, json, 1, true);
            if (topic.equals(settings.topicOf(Ids.hub(bus)))) {
                modelRepeats = MODEL_REPEATS;
            }
        }
    }

    /**
     * An entity goes only if it is named once more with nothing but its platform. Once the broker
     * has that, the next look leaves it out.
     */
    private void takeAwayParts(String topic, ObjectNode device) {
        JsonNode before = parsed(retained.getOrDefault(topic, ""));
        ObjectNode components = device.withObjectProperty("components");
        for (Map.Entry<String, JsonNode> part : before.path("components").properties()) {
            if (part.getValue().size() > 1 && !components.has(part.getKey())) {
                components
                        .putObject(part.getKey())
                        .set("platform", part.getValue().path("platform"));
            }
        }
    }

    private void remove(String topic, String description) {
        retained.remove(topic);
        published.remove(topic);
        removed.put(topic, description);
        takeAway(topic, description);
        if (settings.enabled()) {
            states.clear(parsed(description).at(Devices.ROOM).asText());
        }
    }

    /** Home Assistant warns of the end of a device that it does not know: it hears of it first. */
    private void takeAway(String topic, String description) {
        bus.publish(topic, description, 1, true);
        bus.publish(topic, "", 1, true);
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

    private synchronized void onDescription(String topic, byte[] payload, boolean isRetained) {
        String hub = settings.topicOf(Ids.hub(bus));
        String roomsOfHub = settings.topicOf(Ids.hub(bus) + "_").replaceFirst("/config$", "");
        if (!topic.equals(hub) && !topic.startsWith(roomsOfHub)) {
            return;
        }
        if (payload.length == 0) {
            retained.remove(topic);
        } else {
            retained.put(topic, new String(payload, UTF_8));
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // Not ours, or broken: it is replaced as a whole.
            return JSON.missingNode();
        }
    }

    @Override
    public void close() {
        subscriptions.forEach(MessageBus.Subscription::close);
    }
}
