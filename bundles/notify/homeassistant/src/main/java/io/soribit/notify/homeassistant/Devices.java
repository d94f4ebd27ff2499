// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.Ontology;
import io.soribit.api.Rooms;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes the hub and its rooms in Home Assistant's words. A single key that it does not know
 * makes it refuse the whole device.
 */
final class Devices {
    /** Where a description says which room it is of; it says so of rooms only. */
    static final String ROOM = "/device/suggested_area";

    /** Levels are published every ten seconds: after this time the room is not heard any more. */
    private static final int LEVEL_EXPIRES_SECONDS = 30;

    /** Of a room's health what people can do something about, and what seldom changes. */
    private static final String HEALTH =
            "{{ {'state': value_json.state, 'since': value_json.since, 'model': value_json.model,"
                    + " 'message': value_json.message} | tojson }}";

    private final MessageBus bus;
    private final Ontology ontology;
    private final String language;
    private final String version;

    /**
     * @param version of the hub, for people
     */
    Devices(MessageBus bus, Ontology ontology, String language, String version) {
        this.bus = bus;
        this.ontology = ontology;
        this.language = language;
        this.version = version;
    }

    /** Sounds that are shown as on or off somewhere. */
    List<Sound> shown(Urgency least) {
        return ontology.sounds().stream()
                .filter(sound -> sound.urgency().compareTo(least) >= 0)
                .toList();
    }

    ObjectNode room(String room) {
        ObjectNode device = device(Ids.room(bus, room), room, Words.ROOM);
        device.withObjectProperty("device")
                .put("suggested_area", room)
                .put("via_device", Ids.hub(bus));
        device.putArray("availability").addObject().put("topic", status());
        Parts parts = new Parts(device, Ids.room(bus, room), "soribit_" + Ids.readable(room));
        shown(Urgency.NOTICE).forEach(sound -> sound(parts, sound.id(), sound, room));
        event(parts, room);
        parts.add("sensor", "level", Words.LEVEL.in(language))
                .put("state_topic", topic(room, "level"))
                .put("unit_of_measurement", "dB")
                .put("state_class", "measurement")
                .put("expire_after", LEVEL_EXPIRES_SECONDS);
        parts.add("binary_sensor", "listening", Words.LISTENING.in(language))
                .put("device_class", "connectivity")
                .put("entity_category", "diagnostic")
                .put("state_topic", topic(room, "listening"))
                .put("value_template", "{{ 'ON' if value in ['listening', 'quiet'] else 'OFF' }}");
        parts.add("binary_sensor", "problem", Words.PROBLEM.in(language))
                .put("device_class", "problem")
                .put("entity_category", "diagnostic")
                .put("state_topic", topic(room, "listening"))
                .put(
                        "value_template",
                        "{{ 'OFF' if value in ['listening', 'starting', ''] else 'ON' }}")
                .put("json_attributes_topic", topic(room, "health"))
                .put("json_attributes_template", HEALTH);
        return device;
    }

    /**
     * @param models ids to choose from; none: there is no choice
     * @param best id of the model that is offered instead of the one in charge; null if none is
     *     known
     */
    ObjectNode hub(Collection<String> models, @Nullable String best) {
        String id = Ids.hub(bus);
        String hub = bus.root().substring(bus.root().indexOf('/') + 1);
        String name = Words.HUB_NAME.in(language) + (hub.equals("hub") ? "" : " " + hub);
        ObjectNode device = device(id, name, Words.HUB);
        Parts parts = new Parts(device, id, "soribit_" + Ids.readable(hub));
        for (Sound sound : shown(Urgency.EMERGENCY)) {
            sound(parts, "house_" + sound.id(), sound, Rooms.HOUSE);
        }
        event(parts, Rooms.HOUSE);
        if (!models.isEmpty()) {
            model(parts, models);
        }
        if (best != null) {
            parts.add("update", "model_update", Words.BETTER_MODEL.in(language))
                    .put("entity_category", "config")
                    .put("title", Words.MODEL.in(language))
                    .put("state_topic", BetterModel.topic(bus))
                    .put("command_topic", bus.root() + "/model/set")
                    .put("payload_install", best);
        }
        alerts(parts);
        parts.components.forEach(
                part ->
                        ((ObjectNode) part)
                                .putArray("availability")
                                .addObject()
                                .put("topic", status()));
        // The one entity that is there when the hub is not, and says so.
        ObjectNode connection =
                parts.add("binary_sensor", "status", Words.CONNECTION.in(language))
                        .put("device_class", "connectivity")
                        .put("entity_category", "diagnostic")
                        .put("state_topic", status())
                        .put("payload_on", "online")
                        .put("payload_off", "offline");
        connection
                .putArray("availability")
                .addObject()
                .put("topic", status())
                .put("value_template", "online");
        return device;
    }

    private ObjectNode device(String id, String name, Words kind) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode device = root.putObject("device");
        device.putArray("identifiers").add(id);
        device.put("name", name)
                .put("manufacturer", "Soribit")
                .put("model", kind.in(language))
                .put("sw_version", version);
        root.putObject("origin").put("name", "Soribit").put("sw_version", version);
        root.put("qos", 1);
        return root;
    }

    private void sound(Parts parts, String key, Sound sound, String place) {
        parts.add("binary_sensor", key, sound.name(language))
                .put("device_class", deviceClass(sound))
                .put("state_topic", topic(place, sound.id()) + "/state");
    }

    private static String deviceClass(Sound sound) {
        return switch (sound.id()) {
            case "smoke_alarm" -> "smoke";
            case "co_alarm" -> "carbon_monoxide";
            default -> "sound";
        };
    }

    private void event(Parts parts, String place) {
        ArrayNode types =
                parts.add("event", "event", Words.SOUND.in(language))
                        .put("state_topic", topic(place, EventTopics.LEVEL))
                        .putArray("event_types");
        EventTopics.types(ontology).forEach(types::add);
    }

    private void model(Parts parts, Collection<String> models) {
        select(parts, "model", Words.MODEL, models).put("entity_category", "config");
    }

    /** What goes on right now, and what people do about it. */
    private void alerts(Parts parts) {
        String state = bus.root() + "/alert/state";
        parts.add("binary_sensor", "alert", Words.ALERT.in(language))
                .put("icon", "mdi:bell-alert")
                .put("state_topic", state)
                .put("value_template", "{{ 'ON' if value_json.unseen > 0 else 'OFF' }}");
        parts.add("sensor", "alert_text", Words.ALERT_TEXT.in(language))
                .put("icon", "mdi:message-alert")
                .put("state_topic", state)
                .put(
                        "value_template",
                        ("{{ (value_json.names.get('%s', value_json.names.en) ~ ': '"
                                        + " ~ value_json.rooms | join(', '))[:255]"
                                        + " if value_json.count > 0 else '%s' }}")
                                .formatted(language, Words.NO_ALERT.in(language)))
                .put("json_attributes_topic", state);
        parts.add("button", "seen", Words.SEEN.in(language))
                .put("icon", "mdi:check")
                .put("command_topic", bus.root() + "/alert/ack")
                .put("payload_press", "Home Assistant");
        parts.add("button", "test", Words.TEST.in(language))
                .put("icon", "mdi:bell-ring")
                .put("entity_category", "config")
                .put("command_topic", bus.root() + "/test")
                .put("payload_press", "");
        List<String> modes = Arrays.stream(HomeMode.values()).map(HomeMode::text).toList();
        select(parts, "mode", Words.MODE, modes).put("icon", "mdi:home-clock");
    }

    /** A state that is no option would be an error in Home Assistant's log: it waits for both. */
    private ObjectNode select(Parts parts, String what, Words name, Collection<String> all) {
        String known = all.stream().map(m -> "'" + m + "'").collect(Collectors.joining(", "));
        ObjectNode select =
                parts.add("select", what, name.in(language))
                        .put("state_topic", bus.root() + "/" + what + "/state")
                        .put("command_topic", bus.root() + "/" + what + "/set")
                        .put("value_template", "{{ value if value in [" + known + "] else none }}");
        all.forEach(select.putArray("options")::add);
        return select;
    }

    private String status() {
        return bus.root() + "/status";
    }

    private String topic(String place, String what) {
        return bus.root() + "/" + place + "/" + what;
    }

    /** The entities of a device. */
    private static final class Parts {
        final ObjectNode components;
        private final String device;
        private final String readable;

        Parts(ObjectNode root, String device, String readable) {
            components = root.putObject("components");
            this.device = device;
            this.readable = readable;
        }

        ObjectNode add(String platform, String key, String name) {
            return components
                    .putObject(key)
                    .put("platform", platform)
                    .put("unique_id", device + "_" + key)
                    .put("default_entity_id", platform + "." + readable + "_" + key)
                    .put("name", name);
        }
    }
}
