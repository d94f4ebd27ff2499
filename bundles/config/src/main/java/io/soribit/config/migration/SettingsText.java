// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.migration;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a configuration file; what is not migrated stays as a person has written it. */
final class SettingsText {
    /**
     * The key of a line and what separates it from its value; a line after a backslash has none.
     */
    private static final Pattern SETTING =
            Pattern.compile("(\\s*)([^\\s#!=:]+)(\\s*[=:]\\s*|\\s+|$)(.*)", Pattern.DOTALL);

    private final String name;
    private final List<String> lines;
    private final Properties values = new Properties();

    /**
     * @param name of the file
     * @throws IllegalArgumentException if it has a malformed escape
     */
    SettingsText(String name, String text) throws IOException {
        this.name = name;
        lines = new ArrayList<>(List.of(text.split("\n", -1)));
        values.load(new StringReader(text));
    }

    /**
     * Migrates a setting.
     *
     * @param said takes what was done, or why not
     */
    void migrate(Migration migration, Consumer<String> said) {
        @Nullable String value = values.getProperty(migration.from());
        int line = value == null ? -1 : find(migration.from());
        if (value == null || line < 0) {
            return;
        }
        String renamed = migration.from() + " is now " + migration.to();
        if (values.containsKey(migration.to())) {
            comment(line);
            said.accept(name + ": " + renamed + ", which is there: the old line is a comment now");
            return;
        }
        String next;
        try {
            next = migration.conversion().convert(value, values);
        } catch (NumberFormatException e) {
            said.accept(
                    name + ": " + renamed + "; '" + value + "' is no number: correct it by hand");
            return;
        }
        Matcher setting = SETTING.matcher(lines.get(line));
        if (!setting.matches()) {
            throw new IllegalStateException(lines.get(line));
        }
        if (next.equals(value)) {
            lines.set(
                    line, setting.group(1) + migration.to() + setting.group(3) + setting.group(4));
        } else {
            comment(line);
            lines.add(line, migration.to() + " = " + next);
        }
        values.remove(migration.from());
        values.setProperty(migration.to(), next);
        said.accept(name + ": " + renamed + " = " + next);
    }

    /** The first line of a setting; of several of that name the last one, which is the one read. */
    private int find(String key) {
        int found = -1;
        boolean continued = false;
        for (int i = 0; i < lines.size(); i++) {
            Matcher setting = SETTING.matcher(lines.get(i));
            if (!continued && setting.matches() && setting.group(2).equals(key)) {
                found = i;
            }
            continued = continues(lines.get(i), continued);
        }
        return found;
    }

    private static boolean continues(String line, boolean continued) {
        String text = line.strip();
        boolean comment = !continued && (text.startsWith("#") || text.startsWith("!"));
        int backslashes = text.length() - text.replaceAll("\\\\+$", "").length();
        return !comment && backslashes % 2 == 1;
    }

    private void comment(int first) {
        boolean continued = true;
        for (int i = first; continued; i++) {
            continued = continues(lines.get(i), i > first) && i + 1 < lines.size();
            lines.set(i, "# " + lines.get(i));
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
