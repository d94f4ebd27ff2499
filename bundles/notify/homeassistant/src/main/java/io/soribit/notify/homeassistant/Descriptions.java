// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The retained descriptions of this hub and its rooms at the broker. What an earlier run left there
 * is read back, so nothing is kept on disk; what it left in another form is handed over, so that
 * Home Assistant keeps each entity with all that people did to it. Thread-safe.
 */
final class Descriptions implements AutoCloseable {
    /** Lets Home Assistant unload what a topic describes, and keep what it remembers of it. */
    static final String HAND_OVER = "{\"migrate_discovery\":true}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MessageBus bus;
    private final Settings settings;
    private final Consumer<String> gone;
    private final List<MessageBus.Subscription> subscriptions;
    private final Map<String, String> retained = new TreeMap<>();
    private final Map<String, String> published = new HashMap<>();
    private final Map<String, String> removed = new TreeMap<>();

    /**
     * @param gone hears of each room of which nothing is told any more
     */
    Descriptions(MessageBus bus, Settings settings, Consumer<String> gone) {
        this.bus = bus;
        this.settings = settings;
        this.gone = gone;
        subscriptions =
                Form.filters(settings.prefix()).stream()
                        .map(filter -> bus.subscribe(filter, this::onDescription))
                        .toList();
    }

    /**
     * Publishes what is new.
     *
     * @param devices by id
     * @param all whether there are no other devices, so that others are taken away
     * @return ids of the devices of which something new was told
     */
    synchronized Set<String> tell(Map<String, ObjectNode> devices, boolean all) {
        Map<String, ObjectNode> wanted = new LinkedHashMap<>();
        devices.forEach(
                (id, device) ->
                        wanted.putAll(settings.form().laidOut(settings.prefix(), id, device)));
        List<String> other =
                retained.keySet().stream()
                        .filter(topic -> devices.containsKey(device(topic)))
                        .filter(topic -> form(topic) != settings.form())
                        .toList();
        if (handOver(other)) {
            return Set.of();
        }
        Set<String> news = new HashSet<>();
        wanted.forEach((topic, json) -> announce(topic, json, news));
        Map<String, String> superfluous = new TreeMap<>(retained);
        superfluous.keySet().removeAll(wanted.keySet());
        superfluous.keySet().removeAll(other);
        superfluous.forEach(
                (topic, description) -> {
                    if (all || devices.containsKey(device(topic))) {
                        remove(topic, description);
                    }
                });
        return news;
    }

    /**
     * Unloads what topics of another form describe, then empties them: told in both forms at once,
     * each entity would be a conflict.
     *
     * @return whether Home Assistant is still to hear of the first
     */
    private boolean handOver(List<String> topics) {
        boolean heard = topics.stream().allMatch(t -> HAND_OVER.equals(retained.get(t)));
        topics.forEach(topic -> bus.publish(topic, heard ? "" : HAND_OVER, 1, true));
        return !heard;
    }

    /** Publishes all of it anew the next time, and now what went while nobody heard of it. */
    synchronized void repeat() {
        removed.forEach(this::takeAway);
        published.clear();
    }

    private void announce(String topic, ObjectNode json, Set<String> news) {
        removed.remove(topic);
        if (form(topic) == Form.DEVICE) {
            takeAwayParts(topic, json);
        }
        String text = json.toString();
        if (!text.equals(published.put(topic, text))) {
            bus.publish(topic, text, 1, true);
            news.add(device(topic));
        }
    }

    /**
     * An entity of a device goes only if it is named once more with nothing but its platform. Once
     * the broker has that, the next look leaves it out.
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
        String room = parsed(description).at(Devices.ROOM).asText();
        String device = device(topic);
        if (!room.isEmpty()
                && retained.keySet().stream().noneMatch(t -> device(t).equals(device))) {
            gone.accept(room);
        }
    }

    /** Home Assistant warns of the end of a device that it does not know: it hears of it first. */
    private void takeAway(String topic, String description) {
        bus.publish(topic, description, 1, true);
        bus.publish(topic, "", 1, true);
    }

    private synchronized void onDescription(String topic, byte[] payload, boolean isRetained) {
        String device = device(topic);
        if (!device.equals(Ids.hub(bus)) && !device.startsWith(Ids.hub(bus) + "_")) {
            return;
        }
        if (payload.length == 0) {
            retained.remove(topic);
        } else {
            retained.put(topic, new String(payload, UTF_8));
        }
    }

    private String device(String topic) {
        return Form.deviceOf(settings.prefix(), topic);
    }

    private Form form(String topic) {
        return Form.of(settings.prefix(), topic);
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
