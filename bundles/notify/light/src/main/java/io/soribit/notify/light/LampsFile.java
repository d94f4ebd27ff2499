// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.common.io.StateFile;
import io.soribit.notify.light.lamp.Lamp;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The person's configuration file of the lamps: takes one into {@code lamps} or out of it, and
 * leaves all else as they wrote it.
 */
final class LampsFile {
    private static final String KEY = "lamps";

    private final Path file;

    LampsFile(Path file) {
        this.file = file;
    }

    /**
     * Adds a lamp, or removes all entries of it, whatever their rooms.
     *
     * @param standing entries that are in use when the file names none
     * @throws IOException if the file cannot be read or written, with what to do
     */
    void use(String id, boolean used, List<String> standing) throws IOException {
        List<String> lines =
                Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
        int begin = 0;
        while (begin < lines.size() && !isKey(lines.get(begin))) {
            begin++;
        }
        int end = begin;
        while (end < lines.size() && (end == begin || continues(lines.get(end - 1)))) {
            end++;
        }
        List<String> old = begin == end ? standing : entries(lines.subList(begin, end));
        List<String> entries = new ArrayList<>(old);
        boolean there = entries.stream().anyMatch(entry -> isOf(entry, id));
        if (used == there) {
            return;
        }
        if (used) {
            entries.add(id);
        } else {
            entries.removeIf(entry -> isOf(entry, id));
        }
        lines.subList(begin, end).clear();
        lines.add(begin, KEY + " = " + String.join(", ", entries).replace("\\", "\\\\"));
        new StateFile(file).writeLines(lines);
    }

    private static boolean isKey(String line) {
        return line.matches("\\s*" + KEY + "\\s*[=:].*");
    }

    private static boolean continues(String line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private List<String> entries(List<String> lines) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(String.join("\n", lines)));
        String value = properties.getProperty(KEY, "");
        if (value.matches("\\s*[A-Za-z]?\\s*[\\[\\(\"].*")) {
            throw new IOException(
                    "lamps in " + file + " is no plain list: change it there, by hand");
        }
        return Lamp.entries(new String[] {value});
    }

    private static boolean isOf(String entry, String id) {
        try {
            return Lamp.parse(entry).id().equals(id);
        } catch (IllegalArgumentException e) {
            return entry.equals(id);
        }
    }
}
