// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.recipient;

import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Recipients.Change;
import io.soribit.api.hub.Recipients.Kind;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who chose what, and what it was before: a file with a line for each change, columns separated by
 * tabs. Not thread-safe.
 */
final class ChangeLog {
    static final int KEPT = 100;
    private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);

    private final StateFile file;

    ChangeLog(Path file) {
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
                change.sound(),
                change.mode().text(),
                text(change.before()),
                text(change.after()));
    }

    private static String text(Set<Kind> kinds) {
        return kinds.stream().sorted().map(Kind::target).collect(Collectors.joining(","));
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
                            HomeMode.of(parts[4]).orElseThrow(),
                            kinds(parts[5]),
                            kinds(parts[6])));
        } catch (DateTimeException | NoSuchElementException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("ignoring a malformed line of {}: {}", file.path(), line);
            return Optional.empty();
        }
    }

    private static Set<Kind> kinds(String text) {
        return Arrays.stream(text.split(","))
                .flatMap(target -> Stream.of(target).map(Kind::of).flatMap(Optional::stream))
                .collect(Collectors.toSet());
    }
}
