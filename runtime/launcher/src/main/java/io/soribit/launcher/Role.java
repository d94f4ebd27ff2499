// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a hub is the one of its house, or a satellite that hears for it.
 *
 * @param house the broker of the house; empty if this is no satellite
 */
record Role(String house) {
    private static final String FILE = "io.soribit.satellite.cfg";
    private static final Pattern HOUSE = Pattern.compile("\\s*house\\s*[=:]\\s*(\\S+)\\s*");

    /** The role that the configuration of a data folder names; only {@code run} has one. */
    static Role of(Command command, Path data) throws UserError {
        return new Role(command == Command.RUN ? house(data.resolve("etc").resolve(FILE)) : "");
    }

    private static String house(Path file) throws UserError {
        try {
            return Files.readAllLines(file).stream()
                    .map(HOUSE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .findFirst()
                    .orElse("");
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    String feature(Command command) {
        return house.isEmpty() ? command.feature : "satellite";
    }

    /** Of the framework. */
    Map<String, String> properties() {
        return house.isEmpty() ? Map.of() : Map.of("soribit.house", house);
    }
}
