// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was typed: {@code COMMAND [--data DIR] ...}.
 *
 * @param command first word; empty if there is none
 * @param data the data folder, if one was named
 * @param arguments all that is left, for the command itself
 */
record CommandLine(String command, @Nullable Path data, List<String> arguments) {
    static CommandLine parse(String... words) throws UserError {
        String command = "";
        Path data = null;
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.equals("--data")) {
                if (++i == words.length) {
                    throw new UserError("--data needs a folder: for example --data ./hub");
                }
                data = Path.of(words[i]).toAbsolutePath().normalize();
            } else if (word.startsWith("--data=")) {
                data = Path.of(word.substring("--data=".length())).toAbsolutePath().normalize();
            } else if (command.isEmpty() && !word.startsWith("-")) {
                command = word;
            } else {
                rest.add(word);
            }
        }
        return new CommandLine(command, data, List.copyOf(rest));
    }

    boolean has(String option) {
        return arguments.contains(option);
    }

    /** What follows an option, as a word of its own or after an equals sign. */
    Optional<String> value(String option) {
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.startsWith(option + "=")) {
                return Optional.of(word.substring(option.length() + 1));
            }
            if (word.equals(option) && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
