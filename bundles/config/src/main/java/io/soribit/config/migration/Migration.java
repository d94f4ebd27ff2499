// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * A setting that has another name since a format.
 *
 * @param format of files that have the new name
 */
record Migration(int format, String pid, String from, String to, Conversion conversion) {
    private static final String FILE = "migrations.txt";

    /** All of this version, in their order. */
    static List<Migration> all() {
        try (InputStream in =
                Objects.requireNonNull(Migration.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Migration::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Migration of(String line) {
        String[] columns = line.split(" ", -1);
        return new Migration(
                Integer.parseInt(columns[0]),
                columns[1],
                columns[2],
                columns[3],
                columns.length > 4 ? Conversion.valueOf(columns[4]) : Conversion.SAME);
    }

    /** Whether a file, {@code PID.cfg} or {@code PID-NAME.cfg}, has the setting. */
    boolean isOf(String file) {
        return file.equals(pid + ".cfg") || file.matches("\\Q" + pid + "\\E[-~].*[.]cfg");
    }
}
