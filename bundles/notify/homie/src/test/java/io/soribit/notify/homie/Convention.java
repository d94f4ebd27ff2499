// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rules of the Homie convention 5.0, for what a device retains at the broker. */
final class Convention {
    private static final String ID = "[a-z0-9-]+";
    private static final String INTEGER = "-?[0-9]+";
    private static final String FLOAT = "-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?";
    private static final Set<String> STATES =
            Set.of("init", "ready", "disconnected", "sleeping", "lost");
    private static final Set<String> OF_DEVICE =
            Set.of(
                    "homie",
                    "version",
                    "nodes",
                    "name",
                    "type",
                    "children",
                    "root",
                    "parent",
                    "extensions");
    private static final Set<String> OF_NODE = Set.of("name", "type", "properties");
    private static final Set<String> OF_PROPERTY =
            Set.of("name", "datatype", "format", "settable", "retained", "unit");
    private static final Set<String> DATATYPES =
            Set.of(
                    "integer",
                    "float",
                    "boolean",
                    "string",
                    "enum",
                    "color",
                    "datetime",
                    "duration",
                    "json");

    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> messages = new TreeMap<>();

    private Convention() {}

    /**
     * What the convention forbids of it.
     *
     * @param device its topic, {@code homie/5/<id>}
     * @param retained all that the broker retains below it
     */
    static List<String> problems(String device, Map<String, String> retained) throws Exception {
        Convention convention = new Convention();
        convention.check(device, retained);
        return convention.problems;
    }

    private void demand(boolean rule, String problem) {
        if (!rule) {
            problems.add(problem);
        }
    }

    private void check(String device, Map<String, String> retained) throws Exception {
        demand(device.matches("[^/]+/5/" + ID), "topic of the device: " + device);
        retained.forEach((topic, text) -> messages.put(topic.substring(device.length() + 1), text));
        String state = messages.remove("$state");
        demand(state != null && STATES.contains(state), "$state " + state);
        String text = messages.remove("$description");
        JsonNode description = new ObjectMapper().readTree(text == null ? "" : text);
        demand(description.isObject(), "$description is no object: " + text);
        demand(OF_DEVICE.containsAll(keys(description)), "fields " + keys(description));
        demand(description.path("homie").asText().matches("5\\.[0-9]+"), "homie");
        demand(description.path("version").isIntegralNumber(), "version");
        demand(!description.path("name").asText().isEmpty(), "name");
        for (Map.Entry<String, JsonNode> node : description.path("nodes").properties()) {
            demand(node.getKey().matches(ID), "id of node " + node.getKey());
            demand(OF_NODE.containsAll(keys(node.getValue())), "fields of " + node.getKey());
            for (Map.Entry<String, JsonNode> property :
                    node.getValue().path("properties").properties()) {
                demand(property.getKey().matches(ID), "id of property " + property.getKey());
                property(node.getKey() + "/" + property.getKey(), property.getValue());
            }
        }
        messages.keySet().removeIf(topic -> topic.matches("\\$alert/" + ID));
        demand(messages.isEmpty(), "retained but not described: " + messages);
    }

    private void property(String topic, JsonNode property) {
        demand(OF_PROPERTY.containsAll(keys(property)), "fields of " + topic);
        String type = property.path("datatype").asText();
        demand(DATATYPES.contains(type), "datatype of " + topic + ": " + type);
        String format = property.path("format").asText();
        for (String flag : List.of("settable", "retained")) {
            demand(!property.has(flag) || property.get(flag).isBoolean(), flag + " of " + topic);
        }
        String value = messages.remove(topic);
        if (!property.path("retained").asBoolean(true)) {
            demand(value == null, topic + " is not to be retained");
            return;
        }
        demand(value != null && !value.isEmpty(), topic + " has no value");
        if (value == null) {
            return;
        }
        switch (type) {
            case "boolean" -> demand(value.matches("true|false"), topic + " = " + value);
            case "enum" -> {
                List<String> all = List.of(format.split(",", -1));
                demand(!all.contains(""), "an empty choice of " + topic);
                demand(new HashSet<>(all).size() == all.size(), "choices twice of " + topic);
                demand(all.contains(value), topic + " = " + value + ", none of " + format);
            }
            case "integer" -> number(topic, value, INTEGER, format);
            case "float" -> number(topic, value, FLOAT, format);
            default -> demand(type.equals("string"), "not expected: " + type);
        }
    }

    private void number(String topic, String value, String pattern, String format) {
        demand(value.matches(pattern), topic + " = " + value);
        String[] limits = format.isEmpty() ? new String[] {"", ""} : format.split(":", -1);
        demand(limits.length >= 2, "format of " + topic + ": " + format);
        double number = Double.parseDouble(value);
        demand(
                limits[0].isEmpty() || number >= Double.parseDouble(limits[0]),
                topic + " = " + value + " is too small");
        demand(
                limits[1].isEmpty() || number <= Double.parseDouble(limits[1]),
                topic + " = " + value + " is too large");
    }

    private static Set<String> keys(JsonNode node) {
        Set<String> keys = new HashSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
