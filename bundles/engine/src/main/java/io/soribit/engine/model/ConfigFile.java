// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes one line of a configuration file and leaves all others unchanged. */
final class ConfigFile {
    private ConfigFile() {}

    /** What a key is set to; empty if it is not, or there is no file. */
    static String get(Path file, String key) throws IOException {
        String value = "";
        if (Files.exists(file)) {
            Pattern line = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*[=:](.*)");
            for (String text : Files.readAllLines(file)) {
                Matcher matcher = line.matcher(text);
                value = matcher.matches() ? matcher.group(1).strip() : value;
            }
        }
        return value;
    }

    static void set(Path file, String key, String value) throws IOException {
        List<String> lines =
                Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
        String line = key + " = " + value;
        boolean replaced = false;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("\\s*" + Pattern.quote(key) + "\\s*[=:].*")) {
                lines.set(i, line);
                replaced = true;
            }
        }
        if (!replaced) {
            lines.add(line);
        }
        new StateFile(file).writeLines(lines);
    }
}
