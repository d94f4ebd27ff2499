// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** What one PID can be told: its keys. Immutable. */
final class Definition {
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();

    /**
     * Reads what a bundle declares.
     *
     * @param earnest whether what it declares as required really is: in the bundles of Felix most
     *     of it is not
     */
    Definition(ObjectClassDefinition ocd, boolean earnest) {
        add(ocd.getAttributeDefinitions(ObjectClassDefinition.REQUIRED), earnest);
        add(ocd.getAttributeDefinitions(ObjectClassDefinition.OPTIONAL), false);
    }

    private void add(AttributeDefinition[] definitions, boolean required) {
        if (definitions != null) {
            for (AttributeDefinition definition : definitions) {
                attributes.put(definition.getID(), new Attribute(definition, required));
            }
        }
    }

    Optional<Attribute> attribute(String key) {
        return Optional.ofNullable(attributes.get(key));
    }

    Collection<Attribute> attributes() {
        return attributes.values();
    }

    Set<String> keys() {
        return attributes.keySet();
    }
}
