// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.Ontology;
import io.soribit.api.Rooms;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.common.room.RoomTopics;
import io.soribit.common.text.Text;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes the hub and its rooms for Home Assistant's MQTT discovery. A single key that it does
 * not know makes it refuse the whole device.
 */
final class Devices {
    /** Path to the name of the room; only descriptions of rooms have it. */
    static final String ROOM = "/device/suggested_area";

    /** Levels are published every ten seconds: after this time the value is unknown. */
    private static final int LEVEL_EXPIRES_SECONDS = 30;

    /** The part of a room's health that people can act on, and that changes rarely. */
    private static final String HEALTH =
            "{{ {'state': value_json.state, 'since': value_json.since, 'model': value_json.model,"
                    + " 'message': value_json.message} | tojson }}";

    private static final String HEARD =
            "{{ 'online' if value in ['listening', 'quiet', 'starting'] else 'offline' }}";

    private final MessageBus bus;
    private final String hub;
    private final Ontology ontology;
    private final String language;
    private final String version;
    private final HubControls controls;

    /**
     * @param hub the name by which Home Assistant knows it
     * @param version of the hub, for people
     */
    Devices(MessageBus bus, String hub, Ontology ontology, String language, String version) {
        this.bus = bus;
        this.hub = hub;
        this.ontology = ontology;
        this.language = language;
        this.version = version;
        controls = new HubControls(bus, language);
    }

    /** Sounds that are shown as on or off. */
    List<Sound> shown(Urgency least) {
        return ontology.sounds().stream()
                .filter(sound -> sound.urgency().compareTo(least) >= 0)
                .toList();
    }

    /**
     * @param several whether other hubs describe their rooms, too: one of the same name may be
     *     among them
     */
    ObjectNode room(String room, boolean several) {
        String name = several ? room + " (" + hub + ")" : room;
        String prefix = several ? "soribit_" + Ids.readable(hub) + "_" : "soribit_";
        ObjectNode device = device(Ids.room(hub, room), name, Labels.ROOM);
        device.withObjectProperty("device")
                .put("suggested_area", room)
                .put("via_device", Ids.hub(hub));
        Parts parts = new Parts(device, Ids.room(hub, room), prefix + Ids.readable(room));
        shown(Urgency.NOTICE).forEach(sound -> sound(parts, sound.id(), sound, room));
        event(parts, room);
        parts.add("sensor", "level", Labels.LEVEL.in(language))
                .put("state_topic", topic(room, "level"))
                .put("unit_of_measurement", "dB")
                .put("state_class", "measurement")
                .put("expire_after", LEVEL_EXPIRES_SECONDS);
        parts.components.forEach(part -> available((ObjectNode) part, room));
        parts.add("binary_sensor", "listening", Labels.LISTENING.in(language))
                .put("device_class", "connectivity")
                .put("entity_category", "diagnostic")
                .put("state_topic", topic(room, "listening"))
                .put("value_template", "{{ 'ON' if value in ['listening', 'quiet'] else 'OFF' }}");
        parts.add("binary_sensor", "problem", Labels.PROBLEM.in(language))
                .put("device_class", "problem")
                .put("entity_category", "diagnostic")
                .put("state_topic", topic(room, "listening"))
                .put(
                        "value_template",
                        "{{ 'OFF' if value in ['listening', 'starting', ''] else 'ON' }}")
                .put("json_attributes_topic", topic(room, "health"))
                .put("json_attributes_template", HEALTH);
        for (String key : List.of("listening", "problem")) {
            available((ObjectNode) parts.components.path(key), "");
        }
        return device;
    }

    /**
     * @param models ids to choose from; if there are none, there is no choice
     * @param best id of the model that is offered as an update; null if none is known
     * @param shared whether other hubs describe themselves as this one, whose topics of the house
     *     lack the rooms that those hear
     */
    ObjectNode hub(Collection<String> models, @Nullable String best, boolean shared) {
        String id = Ids.hub(hub);
        String name = Labels.HUB_NAME.in(language) + (hub.equals("hub") ? "" : " " + hub);
        ObjectNode device = device(id, name, Labels.HUB);
        Parts parts = new Parts(device, id, "soribit_" + Ids.readable(hub));
        if (!shared) {
            house(parts);
        }
        if (!models.isEmpty()) {
            controls.models(parts, models);
        }
        if (best != null) {
            controls.update(parts, best);
        }
        controls.alerts(parts);
        parts.components.forEach(part -> available((ObjectNode) part, ""));
        // The only entity that is available while the hub is not: it shows just that.
        ObjectNode connection =
                parts.add("binary_sensor", "status", Labels.CONNECTION.in(language))
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

    private void house(Parts parts) {
        for (Sound sound : shown(Urgency.EMERGENCY)) {
            sound(parts, "house_" + sound.id(), sound, Rooms.HOUSE);
        }
        event(parts, Rooms.HOUSE);
    }

    /**
     * An entity is available while the hub is, and one of a room only while the room is heard.
     *
     * @param room empty for entities that do not depend on the sound of a room
     */
    private void available(ObjectNode entity, String room) {
        ArrayNode availability = entity.putArray("availability");
        availability.addObject().put("topic", status());
        if (!room.isEmpty()) {
            entity.put("availability_mode", "all");
            availability
                    .addObject()
                    .put("topic", topic(room, "listening"))
                    .put("value_template", HEARD);
        }
    }

    private ObjectNode device(String id, String name, Text kind) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode device = root.putObject("device");
        device.putArray("identifiers").add(id);
        device.put("name", name)
                .put("manufacturer", "Soribit")
                .put("model", kind.in(language))
                .put("sw_version", version);
        root.putObject("origin").put("name", "Soribit").put("sw_version", origin());
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
                parts.add("event", "event", Labels.SOUND.in(language))
                        .put("state_topic", topic(place, EventTopics.LEVEL))
                        .putArray("event_types");
        EventTopics.types(ontology).forEach(types::add);
    }

    /** The version, with the id of this hub as build metadata: whose description it is. */
    private String origin() {
        return bus.instance().isEmpty() ? version : version + "+" + bus.instance();
    }

    /** Id of the hub that has published a description; empty if unknown. */
    static String instance(JsonNode description) {
        String version = description.at("/origin/sw_version").asText();
        int plus = version.indexOf('+');
        return plus < 0 ? "" : version.substring(plus + 1);
    }

    private String status() {
        return bus.root() + "/status";
    }

    private String topic(String place, String what) {
        String level = place.equals(Rooms.HOUSE) ? place : RoomTopics.level(place);
        return bus.root() + "/" + level + "/" + what;
    }
}
