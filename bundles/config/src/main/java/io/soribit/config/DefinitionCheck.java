// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.api.setting.SettingCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;

/** Checks settings as the guard does, before they are written. */
@Component
public final class DefinitionCheck implements SettingCheck {
    private final Definitions definitions;

    @Activate
    public DefinitionCheck(BundleContext context, @Reference MetaTypeService metaTypes) {
        definitions = new Definitions(context, metaTypes);
    }

    @Override
    public Map<String, String> problems(String pid, Map<String, String> values) {
        Map<String, String> problems = new LinkedHashMap<>();
        definitions.refresh();
        Definition definition = definitions.of(pid).orElse(null);
        if (definition == null) {
            return problems;
        }
        values.forEach(
                (key, value) -> {
                    Attribute attribute = definition.attribute(key).orElse(null);
                    if (attribute == null) {
                        problems.put(key, "there is no such key");
                    } else {
                        check(attribute, value, problems);
                    }
                });
        return problems;
    }

    private static void check(Attribute attribute, String value, Map<String, String> problems) {
        try {
            attribute.accept(value);
        } catch (IllegalArgumentException e) {
            problems.put(
                    attribute.key(),
                    "'%s' %s; expected: %s (%s)"
                            .formatted(
                                    value,
                                    e.getMessage(),
                                    attribute.expected(),
                                    attribute.description()));
        }
    }
}
