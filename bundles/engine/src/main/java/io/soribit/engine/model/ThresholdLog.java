// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.score.Sensitivity.Change;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who set which threshold, and what it was before: a file with a line for each change, columns
 * separated by tabs. Not thread-safe.
 */
final class ThresholdLog {
    static final int KEPT = 100;
    private static final Logger LOG = LoggerFactory.getLogger(ThresholdLog.class);

    private final StateFile file;

    ThresholdLog(Path file) {
        this.file = new StateFile(file);
    }

    /** The newest last; a malformed line is left out. */
    List<Change> read() throws IOException {
        return file.readLines().stream().map(this::change).flatMap(Optional::stream).toList();
    }

    void add(Change change) throws IOException {
        List<String> lines = new ArrayList<>(file.readLines());
        lines.add(line(change));
        file.writeLines(lines.subList(Math.max(0, lines.size() - KEPT), lines.size()));
    }

    private static String line(Change change) {
        return String.join(
                "\t",
                change.id(),
                change.time().toString(),
                change.who().replaceAll("\\p{Cntrl}", " "),
                change.room(),
                change.sound(),
                text(change.before()),
                text(change.after()));
    }

    private static String text(@Nullable Float threshold) {
        return threshold == null ? "" : threshold.toString();
    }

    private Optional<Change> change(String line) {
        String[] parts = line.split("\t", -1);
        try {
            return Optional.of(
                    new Change(
                            parts[0],
                            Instant.parse(parts[1]),
                            parts[2],
                            parts[3],
                            parts[4],
                            threshold(parts[5]),
                            threshold(parts[6])));
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("ignoring a malformed line of {}: {}", file.path(), line);
            return Optional.empty();
        }
    }

    private static @Nullable Float threshold(String text) {
        return text.isEmpty() ? null : Float.valueOf(text);
    }
}
