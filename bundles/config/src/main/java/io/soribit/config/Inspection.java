// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.common.text.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks one configuration against its definition. */
final class Inspection {
    private static final List<String> FOREIGN_STARTS =
            List.of("felix.", "service.", ".", "component.", "osgi.", ":");
    private static final List<String> FOREIGN_ENDS = List.of(".target", ".cardinality.minimum");

    private final Definition definition;
    private final Dictionary<String, Object> properties;
    private final String where;
    private final List<Finding> findings = new ArrayList<>();

    private Inspection(Definition definition, Dictionary<String, Object> properties, String where) {
        this.definition = definition;
        this.properties = properties;
        this.where = where;
    }

    /**
     * Removes invalid values, and reports them.
     *
     * @param properties modified: invalid values are removed, others may be trimmed
     * @param where the file, or the PID
     */
    static List<Finding> apply(
            Definition definition, Dictionary<String, Object> properties, String where) {
        Inspection inspection = new Inspection(definition, properties, where);
        inspection.values();
        inspection.unknownKeys();
        return List.copyOf(inspection.findings);
    }

    private void values() {
        for (Attribute attribute : definition.attributes()) {
            Object value = properties.get(attribute.key());
            boolean needed = attribute.required() && attribute.defaultValue() == null;
            if (value != null && !(needed && value.toString().isBlank())) {
                value(attribute, value);
            } else if (needed) {
                String what = " is missing; expected: " + expected(attribute);
                findings.add(new Finding(true, where + ": " + attribute.key() + what));
            }
        }
    }

    private void value(Attribute attribute, Object value) {
        try {
            Object accepted = attribute.accept(value);
            if (accepted != value) {
                properties.put(attribute.key(), accepted);
            }
        } catch (IllegalArgumentException e) {
            properties.remove(attribute.key());
            String fallback = attribute.defaultValue();
            findings.add(
                    new Finding(
                            true,
                            where
                                    + ": "
                                    + attribute.key()
                                    + " = '"
                                    + attribute.shown(value)
                                    + "' "
                                    + e.getMessage()
                                    + "; expected: "
                                    + expected(attribute)
                                    + (fallback == null
                                            ? ". It is ignored"
                                            : ". The default '" + fallback + "' is used")));
        }
    }

    private static String expected(Attribute attribute) {
        String description = attribute.description();
        return attribute.expected() + (description.isEmpty() ? "" : " (" + description + ")");
    }

    private void unknownKeys() {
        for (String key : new TreeSet<>(Collections.list(properties.keys()))) {
            if (definition.attribute(key).isEmpty() && !foreign(key)) {
                Set<String> keys = definition.keys();
                List<String> similar = Suggestions.to(key, keys);
                String known =
                        similar.isEmpty()
                                ? "known keys are " + String.join(", ", new TreeSet<>(keys))
                                : "did you mean " + String.join(" or ", similar) + "?";
                findings.add(
                        new Finding(
                                false,
                                where + ": '" + key + "' is unknown and is ignored; " + known));
            }
        }
    }

    private static boolean foreign(String key) {
        return FOREIGN_STARTS.stream().anyMatch(key::startsWith)
                || FOREIGN_ENDS.stream().anyMatch(key::endsWith);
    }
}
