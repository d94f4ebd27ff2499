// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.config.SettingReader.Words;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** What a bundle says about the settings of a PID, with words and ranges. */
final class Described {
    private static final String OTHER = "ko";

    private final String pid;
    private final Definition definition;
    private final Map<String, Range> ranges;
    private final Map<String, Words> words = new HashMap<>();
    private final Words own;

    Described(Definitions definitions, String pid, Definition definition) {
        this.pid = pid;
        this.definition = definition;
        ranges = definitions.declaring(pid).map(bundle -> Range.of(bundle, pid)).orElse(Map.of());
        ObjectClassDefinition english = definitions.worded(pid, "en").orElse(null);
        ObjectClassDefinition other = definitions.worded(pid, OTHER).orElse(null);
        own =
                new Words(
                        byLanguage(
                                english == null ? pid : english.getName(),
                                other == null ? null : other.getName()),
                        byLanguage(
                                english == null ? null : english.getDescription(),
                                other == null ? null : other.getDescription()));
        Map<String, AttributeDefinition> translated = byKey(other);
        byKey(english).forEach((key, each) -> words.put(key, words(each, translated.get(key))));
    }

    private static Map<String, AttributeDefinition> byKey(@Nullable ObjectClassDefinition all) {
        Map<String, AttributeDefinition> byKey = new HashMap<>();
        AttributeDefinition[] attributes =
                all == null ? null : all.getAttributeDefinitions(ObjectClassDefinition.ALL);
        for (AttributeDefinition each :
                attributes == null ? new AttributeDefinition[0] : attributes) {
            byKey.put(each.getID(), each);
        }
        return byKey;
    }

    private static Words words(AttributeDefinition english, @Nullable AttributeDefinition other) {
        return new Words(
                byLanguage(english.getName(), other == null ? null : other.getName()),
                byLanguage(
                        english.getDescription(), other == null ? null : other.getDescription()));
    }

    private static Map<String, String> byLanguage(
            @Nullable String english, @Nullable String other) {
        Map<String, String> all = new HashMap<>();
        if (english != null && !english.isBlank()) {
            all.put("en", english);
        }
        if (other != null && !other.isBlank() && !other.equals(english)) {
            all.put(OTHER, other);
        }
        return all;
    }

    String pid() {
        return pid;
    }

    Definition definition() {
        return definition;
    }

    Map<String, Range> ranges() {
        return ranges;
    }

    /** Of all of them together. */
    Words words() {
        return own;
    }

    Words words(String key) {
        return words.getOrDefault(key, new Words(Map.of("en", key), Map.of()));
    }
}
