// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.common.room.OtherHubs;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The retained descriptions of this hub and its rooms at the broker. Those of an earlier run are
 * read back, so nothing is stored on disk; those in another form are migrated, so that Home
 * Assistant keeps each entity with all that people configured. Those of another running hub with
 * the same name stay. Thread-safe.
 */
final class Descriptions implements AutoCloseable {
    /** Makes Home Assistant unload what a topic describes, and keep its settings. */
    static final String MIGRATION = "{\"migrate_discovery\":true}";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Another hub's description of what both describe is replaced no more often. */
    private static final Duration REPLACED = Duration.ofSeconds(30);

    /** Descriptions that are noted, those of removed rooms among them. */
    private static final int MOST = 1_000;

    private final MessageBus bus;
    private final Settings settings;
    private final OtherHubs others;
    private final Consumer<String> gone;
    private final List<MessageBus.Subscription> subscriptions;
    private final Map<String, String> retained = new TreeMap<>();
    private final Map<String, String> published = new HashMap<>();
    private final Map<String, String> removed = new TreeMap<>();
    private final Map<String, Duration> described = new HashMap<>();
    private final Set<String> ofOthers = new HashSet<>();
    private final String name;

    /**
     * @param gone called with each room that is no longer described
     */
    Descriptions(MessageBus bus, Settings settings, OtherHubs others, Consumer<String> gone) {
        this.bus = bus;
        this.others = others;
        this.settings = settings;
        this.gone = gone;
        name = settings.nameOf(bus);
        subscriptions =
                Form.filters(settings.prefix()).stream()
                        .map(filter -> bus.subscribe(filter, this::onDescription))
                        .toList();
    }

    /**
     * Publishes what has changed.
     *
     * @param devices by id
     * @param elsewhere ids of devices that another hub describes
     * @param all whether these are all devices: others are removed
     * @param now monotonic time
     * @return ids of the devices whose description has changed
     */
    synchronized Set<String> publish(
            Map<String, ObjectNode> devices, Set<String> elsewhere, boolean all, Duration now) {
        Map<String, ObjectNode> current = new LinkedHashMap<>();
        devices.forEach(
                (id, device) ->
                        current.putAll(settings.form().messages(settings.prefix(), id, device)));
        List<String> other =
                retained.keySet().stream()
                        .filter(topic -> devices.containsKey(device(topic)))
                        .filter(topic -> form(topic) != settings.form())
                        .toList();
        if (migrate(other)) {
            return Set.of();
        }
        Set<String> changed = new HashSet<>();
        current.forEach((topic, json) -> describe(topic, json, changed, now));
        Map<String, String> superfluous = new TreeMap<>(retained);
        superfluous.keySet().removeAll(current.keySet());
        superfluous.keySet().removeAll(other);
        superfluous.forEach(
                (topic, description) -> {
                    boolean own = all || devices.containsKey(device(topic));
                    if (own && !elsewhere.contains(device(topic)) && isOurs(description)) {
                        remove(topic, description);
                    }
                });
        return changed;
    }

    /** Of hubs that share a name, each removes what it has described itself. */
    private boolean isOurs(String description) {
        String instance = Devices.instance(parsed(description));
        return settings.isShared() ? instance.equals(bus.instance()) : !others.isRunning(instance);
    }

    /**
     * Unloads what topics of another form describe, then deletes them: described in both forms at
     * the same time, the entities would conflict.
     *
     * @return whether the first step is still in progress
     */
    private boolean migrate(List<String> topics) {
        boolean unloaded = topics.stream().allMatch(t -> MIGRATION.equals(retained.get(t)));
        topics.forEach(topic -> bus.publish(topic, unloaded ? "" : MIGRATION, 1, true));
        return !unloaded;
    }

    /** Publishes everything again the next time, and the removals at once. */
    synchronized void repeat() {
        removed.forEach(this::delete);
        published.clear();
    }

    private void describe(String topic, ObjectNode json, Set<String> changed, Duration now) {
        removed.remove(topic);
        if (form(topic) == Form.DEVICE) {
            removeParts(topic, json);
        }
        String text = json.toString();
        if (!text.equals(published.put(topic, text)) || isReplaced(topic, text, now)) {
            described.put(topic, now);
            bus.publish(topic, text, 1, true);
            changed.add(device(topic));
        }
    }

    /** Whether another hub has described it since, long enough ago that both may not alternate. */
    private boolean isReplaced(String topic, String own, Duration now) {
        String description = retained.get(topic);
        Duration last = described.get(topic);
        return settings.isShared()
                && description != null
                && !description.equals(own)
                && (last == null || now.minus(last).compareTo(REPLACED) >= 0)
                && !isOurs(description);
    }

    /**
     * An entity of a device is removed by listing it once more with nothing but its platform; the
     * next description leaves it out.
     */
    private void removeParts(String topic, ObjectNode device) {
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
        delete(topic, description);
        String room = parsed(description).at(Devices.ROOM).asText();
        String device = device(topic);
        if (!room.isEmpty()
                && retained.keySet().stream().noneMatch(t -> device(t).equals(device))) {
            gone.accept(room);
        }
    }

    /** Home Assistant warns of the removal of a device that it does not know: describe it first. */
    private void delete(String topic, String description) {
        bus.publish(topic, description, 1, true);
        bus.publish(topic, "", 1, true);
    }

    private synchronized void onDescription(String topic, byte[] payload, boolean isRetained) {
        String device = device(topic);
        if (!Ids.isOf(name, device)) {
            note(topic, payload);
            return;
        }
        if (payload.length == 0) {
            retained.remove(topic);
            return;
        }
        String description = new String(payload, UTF_8);
        if (retained.size() < MOST || retained.containsKey(topic)) {
            retained.put(topic, description);
        }
        if (settings.isShared() && isOfAnotherHub(description)) {
            removed.remove(topic);
        }
    }

    /** Notes descriptions of rooms of hubs with other names. */
    private void note(String topic, byte[] payload) {
        boolean former =
                settings.isShared()
                        && payload.length > 0
                        && Ids.isOf(Settings.hubOf(bus), device(topic))
                        && isOurs(new String(payload, UTF_8));
        if (former) {
            bus.publish(topic, "", 1, true); // this hub has described itself alone before
        } else if (payload.length == 0) {
            ofOthers.remove(topic);
        } else if (device(topic).startsWith(Ids.PREFIX) && ofOthers.size() < MOST) {
            ofOthers.add(topic);
        }
    }

    /** Whether another hub with the same name describes a device now. */
    synchronized boolean isOfAnother(String device) {
        return retained.entrySet().stream()
                .filter(entry -> device(entry.getKey()).equals(device))
                .anyMatch(entry -> isOfAnotherHub(entry.getValue()));
    }

    private boolean isOfAnotherHub(String description) {
        String instance = Devices.instance(parsed(description));
        return !instance.isEmpty() && !instance.equals(bus.instance());
    }

    /** Whether hubs with other names describe themselves or their rooms at the broker. */
    synchronized boolean ofOtherHubs() {
        return !ofOthers.isEmpty();
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
            // Malformed: it is replaced as a whole.
            return JSON.missingNode();
        }
    }

    @Override
    public void close() {
        subscriptions.forEach(MessageBus.Subscription::close);
    }
}
