// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A Homie device: its description, and the values of its properties. */
final class DeviceTree {
    private static final String NODES = "nodes";

    private final ObjectNode description = JsonNodeFactory.instance.objectNode();
    private final Map<String, String> values = new LinkedHashMap<>();

    DeviceTree(String name) {
        description.put("homie", "5.0").put("name", name).putObject(NODES);
    }

    /** Begins a node. */
    Node node(String id, String name) {
        ObjectNode node = description.withObjectProperty(NODES).putObject(id);
        return new Node(id, node.put("name", name).putObject("properties"));
    }

    /** A message for people; the id has lower case letters, digits and hyphens. */
    void alert(String id, String text) {
        values.put("$alert/" + id, text);
    }

    /** JSON with a version that changes whenever anything else does. */
    String description() {
        CRC32 version = new CRC32();
        version.update(description.toString().getBytes(UTF_8));
        return description.deepCopy().put("version", version.getValue()).toString();
    }

    /** The retained values, by topic below that of the device. */
    Map<String, String> values() {
        return values;
    }

    /** Part of a device. */
    final class Node {
        private final String id;
        private final ObjectNode properties;

        private Node(String id, ObjectNode properties) {
            this.id = id;
            this.properties = properties;
        }

        /**
         * Adds a property.
         *
         * @param format null for none
         * @param value null while there is none
         */
        ObjectNode property(
                String property,
                String name,
                String datatype,
                @Nullable String format,
                @Nullable String value) {
            ObjectNode json = properties.putObject(property);
            json.put("name", name).put("datatype", datatype);
            if (format != null) {
                json.put("format", format);
            }
            if (value != null) {
                values.put(id + "/" + property, value);
            }
            return json;
        }

        /** Adds a button. */
        void button(String property, String name) {
            property(property, name, "boolean", null, null)
                    .put("settable", true)
                    .put("retained", false);
        }
    }
}
