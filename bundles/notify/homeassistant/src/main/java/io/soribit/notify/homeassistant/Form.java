// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The form of the discovery topics. */
enum Form {
    /** A topic for each device: {@code <prefix>/device/<id>/config}. */
    DEVICE,
    /** A topic for each entity: {@code <prefix>/<platform>/<id>/<entity>/config}. */
    ENTITY,
    /** No topics. */
    NONE;

    /** All topics of all forms. */
    static List<String> filters(String prefix) {
        return List.of(prefix + "/device/+/config", prefix + "/+/+/+/config");
    }

    /** The form of a topic. */
    static Form of(String prefix, String topic) {
        return topic.startsWith(prefix + "/device/") ? DEVICE : ENTITY;
    }

    /** Id of the device that a topic describes. */
    static String deviceOf(String prefix, String topic) {
        return topic.substring(prefix.length() + 1).split("/", -1)[1];
    }

    /**
     * The messages that describe a device, by topic.
     *
     * @param id of the device
     * @param device as {@link Devices} describes it
     */
    Map<String, ObjectNode> messages(String prefix, String id, ObjectNode device) {
        return switch (this) {
            case DEVICE -> Map.of(prefix + "/device/" + id + "/config", device);
            case ENTITY -> entities(prefix, id, device);
            case NONE -> Map.of();
        };
    }

    private static Map<String, ObjectNode> entities(String prefix, String id, ObjectNode device) {
        Map<String, ObjectNode> topics = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> part : device.path("components").properties()) {
            ObjectNode entity = part.getValue().deepCopy();
            String platform = entity.remove("platform").asText();
            for (Map.Entry<String, JsonNode> shared : device.properties()) {
                if (!shared.getKey().equals("components") && !entity.has(shared.getKey())) {
                    entity.set(shared.getKey(), shared.getValue());
                }
            }
            topics.put(
                    prefix + "/" + platform + "/" + id + "/" + part.getKey() + "/config", entity);
        }
        return topics;
    }

    /** As it is written in the configuration. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
