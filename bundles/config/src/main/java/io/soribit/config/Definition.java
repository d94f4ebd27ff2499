// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** The keys of one PID. Immutable. */
final class Definition {
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private final boolean factory;

    /**
     * Reads the declaration of a bundle.
     *
     * @param strict whether attributes declared as required are required: in the bundles of Felix
     *     most are not
     * @param factory whether there may be several configurations of it
     */
    Definition(ObjectClassDefinition ocd, boolean strict, boolean factory) {
        this.factory = factory;
        add(ocd.getAttributeDefinitions(ObjectClassDefinition.REQUIRED), strict);
        add(ocd.getAttributeDefinitions(ObjectClassDefinition.OPTIONAL), false);
    }

    private void add(AttributeDefinition[] definitions, boolean required) {
        if (definitions != null) {
            for (AttributeDefinition definition : definitions) {
                attributes.put(definition.getID(), new Attribute(definition, required));
            }
        }
    }

    boolean isFactory() {
        return factory;
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
