// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds of source that the page sets up, and what of them it changes and shows. */
enum SourceKind {
    MICROPHONE("room device", "", true),
    WYOMING("room host port", "host", true),
    /** The address may have a password in it: it is written, not shown. */
    STREAM("room url", "url", false),
    UDP("room", "", true),
    MQTT("room", "", true);

    static final String PID = "io.soribit.source.";

    private final String keys;
    private final String required;
    private final boolean shown;

    SourceKind(String keys, String required, boolean shown) {
        this.keys = keys;
        this.required = required;
        this.shown = shown;
    }

    static Optional<SourceKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    /** The kind of an entry; its name is the kind, a hyphen, and more. */
    static Optional<SourceKind> ofEntry(String name) {
        return name.contains("-") ? of(name.substring(0, name.indexOf('-'))) : Optional.empty();
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String pid() {
        return PID + id();
    }

    List<String> keys() {
        return words(keys);
    }

    /** What a new one needs besides its room. */
    List<String> required() {
        return words(required);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    /** Whether one can be made with what the page knows of it. */
    boolean canBeAdded() {
        return keys().size() > 1;
    }

    /** The entries that may be shown. */
    Map<String, String> shown(Map<String, String> entries) {
        Map<String, String> all = new TreeMap<>(entries);
        all.keySet().retainAll(keys());
        if (!shown) {
            all.keySet().removeAll(required());
        }
        return all;
    }

    /** What stays when it is not written anew. */
    boolean isKept(String key) {
        return !shown && required().contains(key);
    }
}
