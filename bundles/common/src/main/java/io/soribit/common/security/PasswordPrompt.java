// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.security;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Asks for a new password. */
public final class PasswordPrompt {
    private PasswordPrompt() {}

    /**
     * Asks twice at a terminal, or reads one line from a pipe.
     *
     * @return null if the two differ
     */
    @SuppressWarnings("SystemConsoleNull") // Newer Java may give one that reads a pipe: see below.
    public static char @Nullable [] ask() {
        @Nullable Console console = System.console();
        if (console != null) {
            char @Nullable [] first = console.readPassword("password: ");
            char @Nullable [] second = console.readPassword("once more: ");
            // A pipe has it only once.
            return second == null || Arrays.equals(first, second) ? first : null;
        }
        try {
            @Nullable String line =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine();
            return line == null ? new char[0] : line.toCharArray();
        } catch (IOException e) {
            throw new IllegalArgumentException("the password cannot be read: " + e.getMessage(), e);
        }
    }
}
