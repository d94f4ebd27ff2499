// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.recipient;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed which rule file, with its text before and after: a file with a line for each change,
 * columns separated by tabs, texts in Base64. Not thread-safe.
 */
final class RuleLog {
    static final int KEPT = 100;
    private static final Logger LOG = LoggerFactory.getLogger(RuleLog.class);
    private static final String NONE = "-";

    private final StateFile file;

    /**
     * One change.
     *
     * @param before null if there was no file
     * @param after null if there is none since
     */
    record Line(
            String id,
            Instant time,
            String who,
            String rule,
            @Nullable String before,
            @Nullable String after) {}

    RuleLog(Path file) {
        this.file = new StateFile(file);
    }

    /** The newest last; a malformed line is left out. */
    List<Line> read() throws IOException {
        return file.readLines().stream().map(this::line).flatMap(Optional::stream).toList();
    }

    void add(Line change) throws IOException {
        List<String> lines = new ArrayList<>(file.readLines());
        lines.add(
                String.join(
                        "\t",
                        change.id(),
                        change.time().toString(),
                        change.who().replaceAll("\\p{Cntrl}", " "),
                        change.rule(),
                        encode(change.before()),
                        encode(change.after())));
        file.writeLines(lines.subList(Math.max(0, lines.size() - KEPT), lines.size()));
    }

    private static String encode(@Nullable String text) {
        return text == null ? NONE : Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static @Nullable String decode(String text) {
        return text.equals(NONE) ? null : new String(Base64.getDecoder().decode(text), UTF_8);
    }

    private Optional<Line> line(String line) {
        String[] parts = line.split("\t", -1);
        try {
            return Optional.of(
                    new Line(
                            parts[0],
                            Instant.parse(parts[1]),
                            parts[2],
                            parts[3],
                            decode(parts[4]),
                            decode(parts[5])));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("ignoring a malformed line of {}: {}", file.path(), line, e);
            return Optional.empty();
        }
    }
}
