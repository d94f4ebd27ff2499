// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.recipient;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Recipients.Kind;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules that were chosen on the page: a file for each sound and mode, as a person would write
 * it. They are tried after those of people.
 */
final class ChosenRules {
    /** How the names of these rules begin. */
    static final String PREFIX = "page_";

    /** The order of rules that people write is 100 unless they say so. */
    static final int ORDER = 1000;

    private static final Set<String> OWN = Set.of("order", "sounds", "modes", "urgency", "targets");

    private final Path folder;

    /**
     * @param folder the configuration files
     */
    ChosenRules(Path folder) {
        this.folder = folder;
    }

    static String name(String sound, HomeMode mode) {
        return PREFIX + sound + "_" + mode.text();
    }

    private StateFile file(String sound, HomeMode mode) {
        return new StateFile(folder.resolve("io.soribit.alert.rule-" + name(sound, mode) + ".cfg"));
    }

    /**
     * What was chosen; empty if nothing was.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalStateException if it holds what was not chosen on the page
     */
    Optional<Set<Kind>> read(String sound, HomeMode mode) throws IOException {
        Optional<byte[]> content = file(sound, mode).read();
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Properties entries = new Properties();
        entries.load(new StringReader(new String(content.get(), UTF_8)));
        List<String> targets =
                List.of(entries.getProperty("targets", "").strip().split("\\s*,\\s*"));
        boolean all = targets.equals(List.of(""));
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        targets.forEach(target -> Kind.of(target).ifPresent(kinds::add));
        if (!OWN.containsAll(entries.keySet()) || (!all && kinds.size() != targets.size())) {
            throw new IllegalStateException(name(sound, mode));
        }
        boolean shown = "info".equals(entries.getProperty("urgency", "").strip());
        return Optional.of(shown ? Set.of() : all ? EnumSet.allOf(Kind.class) : kinds);
    }

    /**
     * Writes what was chosen.
     *
     * @param kinds none: it is only shown
     * @param urgency to raise an alert of; null for that of the sound
     */
    void write(String sound, HomeMode mode, Set<Kind> kinds, @Nullable Urgency urgency)
            throws IOException {
        Urgency shown = kinds.isEmpty() ? Urgency.INFO : urgency;
        String targets =
                kinds.size() == Kind.values().length
                        ? ""
                        : kinds.stream()
                                .sorted()
                                .map(Kind::target)
                                .collect(Collectors.joining(", "));
        file(sound, mode)
                .writeLines(
                        List.of(
                                "# Chosen on the page, under Home: who is notified.",
                                "order = " + ORDER,
                                "sounds = " + sound,
                                "modes = " + mode.text(),
                                "urgency = "
                                        + (shown == null
                                                ? ""
                                                : shown.name().toLowerCase(Locale.ROOT)),
                                "targets = " + targets));
    }

    /** Nothing is chosen any more. */
    void delete(String sound, HomeMode mode) throws IOException {
        file(sound, mode).delete();
    }
}
