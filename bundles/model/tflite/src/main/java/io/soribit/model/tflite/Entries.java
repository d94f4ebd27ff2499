// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the entries of a JSON object. What is missing or of the wrong kind reads as
 * something empty and is remembered, so that all problems are reported at once.
 */
final class Entries {
    private static final int MOST_SHOWN = 100;

    private final JsonNode node;
    private final String path;
    private final List<String> problems;

    Entries(JsonNode root) {
        this(root, "", new ArrayList<>());
    }

    private Entries(JsonNode node, String path, List<String> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    /** Every problem met so far, here and in the objects inside. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Adds a problem with an entry. */
    void problem(String name, String what) {
        problems.add(path + name + " " + what);
    }

    boolean has(String name) {
        return node.has(name);
    }

    String text(String name) {
        return read(name, JsonNode::isTextual, "a text", JsonNode::textValue, "");
    }

    /** A text of so many characters at most. */
    String text(String name, int most) {
        String text = text(name);
        if (text.length() > most) {
            problem(name, "has " + text.length() + " characters: need at most " + most);
        }
        return text;
    }

    /** A text that may be missing; then it is empty. */
    String textIfAny(String name) {
        return node.has(name) ? text(name) : "";
    }

    float number(String name) {
        return read(name, JsonNode::isNumber, "a number", JsonNode::floatValue, 0f);
    }

    /** A number that may be missing. */
    float numberOr(String name, float otherwise) {
        return node.has(name) ? number(name) : otherwise;
    }

    /** Milliseconds that may be missing; then null. */
    @Nullable Duration millisIfAny(String name, int least, int most) {
        if (!node.has(name)) {
            return null;
        }
        int millis = wholeIfAny(name);
        if (millis < least || millis > most) {
            problem(name, "is " + millis + ": need " + least + " to " + most);
            return null;
        }
        return Duration.ofMillis(millis);
    }

    /** A whole number that may be missing; then it is 0. */
    int wholeIfAny(String name) {
        return node.has(name)
                ? read(name, JsonNode::isInt, "a whole number", JsonNode::intValue, 0)
                : 0;
    }

    List<String> texts(String name) {
        return list(name, JsonNode::isTextual, "texts", JsonNode::textValue);
    }

    /** Whole numbers above zero. */
    List<Integer> sizes(String name) {
        return list(
                name,
                n -> n.isInt() && n.intValue() > 0,
                "whole numbers above 0",
                JsonNode::intValue);
    }

    /** The object of that name; empty if there is none, so that its own entries will be missing. */
    Entries object(String name) {
        JsonNode empty = JsonNodeFactory.instance.objectNode();
        JsonNode inner =
                node.has(name)
                        ? read(name, JsonNode::isObject, "an object", Function.identity(), empty)
                        : empty;
        return new Entries(inner, path + name + ".", problems);
    }

    /** The objects of the list of that name; none if it is missing. */
    List<Entries> objectsIfAny(String name) {
        return node.has(name) ? objects(name) : List.of();
    }

    /** The objects of the list of that name. */
    List<Entries> objects(String name) {
        List<Entries> found = new ArrayList<>();
        for (JsonNode item : list(name, JsonNode::isObject, "objects", Function.identity())) {
            found.add(new Entries(item, path + name + "[" + found.size() + "].", problems));
        }
        return found;
    }

    /** Reads each entry by its name, in order. */
    <T> Map<String, T> each(BiFunction<Entries, String, T> reader) {
        Map<String, T> values = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> values.put(name, reader.apply(this, name)));
        return values;
    }

    /** A text, number, boolean, or a list or map of such. */
    Object plain(String name) {
        return plain(node.path(name), path + name);
    }

    private Object plain(JsonNode value, String where) {
        if (value.isTextual()) {
            return value.textValue();
        } else if (value.isNumber()) {
            return value.numberValue();
        } else if (value.isBoolean()) {
            return value.booleanValue();
        } else if (value.isArray()) {
            List<Object> list = new ArrayList<>();
            value.forEach(item -> list.add(plain(item, where + "[" + list.size() + "]")));
            return List.copyOf(list);
        } else if (value.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            value.fields()
                    .forEachRemaining(
                            e ->
                                    map.put(
                                            e.getKey(),
                                            plain(e.getValue(), where + "." + e.getKey())));
            return map;
        }
        problems.add(where + " is null");
        return "";
    }

    private <T> List<T> list(
            String name, Predicate<JsonNode> is, String kind, Function<JsonNode, T> value) {
        return read(
                name,
                array -> array.isArray() && items(array).allMatch(is),
                "a list of " + kind,
                array -> items(array).map(value).toList(),
                List.of());
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String shown(JsonNode entry) {
        String text = entry.toString();
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    }

    private <T> T read(
            String name,
            Predicate<JsonNode> is,
            String kind,
            Function<JsonNode, T> value,
            T otherwise) {
        @Nullable JsonNode entry = node.get(name);
        if (entry == null) {
            problem(name, "is missing");
        } else if (is.test(entry)) {
            return value.apply(entry);
        } else {
            problem(name, "is not " + kind + ": " + shown(entry));
        }
        return otherwise;
    }
}
