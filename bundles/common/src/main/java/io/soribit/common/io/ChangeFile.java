// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last changes of something, who made them and what was before: a file with a line for each,
 * columns separated by tabs. Not thread-safe.
 *
 * @param <T> a change
 */
public final class ChangeFile<T> {
    /** Older changes are forgotten. */
    public static final int KEPT = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFile.class);

    private final StateFile file;
    private final Function<T, List<String>> columns;
    private final Function<String[], T> change;

    /**
     * @param columns of a change; control characters in them become spaces
     * @param change from its columns; throws an IllegalArgumentException, DateTimeException,
     *     NoSuchElementException or IndexOutOfBoundsException if they are malformed
     */
    public ChangeFile(Path file, Function<T, List<String>> columns, Function<String[], T> change) {
        this.file = new StateFile(file);
        this.columns = columns;
        this.change = change;
    }

    /** The newest last; a malformed line is left out. */
    public List<T> read() throws IOException {
        return file.readLines().stream().map(this::change).flatMap(Optional::stream).toList();
    }

    /** Appends a change; the oldest of more than {@link #KEPT} is dropped. */
    public void add(T made) throws IOException {
        List<String> lines = new ArrayList<>(file.readLines());
        lines.add(
                String.join(
                        "\t",
                        columns.apply(made).stream()
                                .map(column -> column.replaceAll("\\p{Cntrl}", " "))
                                .toList()));
        file.writeLines(lines.subList(Math.max(0, lines.size() - KEPT), lines.size()));
    }

    private Optional<T> change(String line) {
        try {
            return Optional.of(change.apply(line.split("\t", -1)));
        } catch (DateTimeException
                | IllegalArgumentException
                | NoSuchElementException
                | IndexOutOfBoundsException e) {
            LOG.warn("ignoring a malformed line of {}", file.path()); // it may hold a secret
            return Optional.empty();
        }
    }
}
