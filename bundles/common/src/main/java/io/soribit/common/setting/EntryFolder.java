// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.setting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.ChangeFile;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Single entries of the configuration files in {@code etc}, and the changes made to them.
 * Thread-safe.
 */
public final class EntryFolder {
    private static final Logger LOG = LoggerFactory.getLogger(EntryFolder.class);
    private static final String END = ".cfg";

    private final Path folder;
    private final ChangeFile<SettingLog.Line> log;
    private final Clock clock;

    /**
     * An entry of a file.
     *
     * @param file its name, without {@code .cfg}
     * @param key without blanks
     */
    public record Place(String file, String key) {
        private static Place of(String name) {
            int blank = Math.max(0, name.lastIndexOf(' '));
            return new Place(name.substring(0, blank), name.substring(blank).strip());
        }

        private String name() {
            return file + " " + key;
        }
    }

    /**
     * A change of an entry.
     *
     * @param before as it was written; null if it was not
     * @param after as it is written since; null if it is not
     */
    public record Change(
            String id,
            Instant time,
            String who,
            Place place,
            @Nullable String before,
            @Nullable String after) {}

    /** Somebody else has changed the entry meanwhile. */
    public static final class ChangedException extends Exception {
        private static final long serialVersionUID = 1;

        private ChangedException(Place place) {
            super("somebody else has changed " + place.key() + " of " + place.file());
        }
    }

    /**
     * @param data the hub's data folder
     * @param log name of the file of changes in {@code state}
     */
    public EntryFolder(Path data, String log, Clock clock) {
        folder = data.resolve("etc");
        this.log = SettingLog.in(data.resolve("state").resolve(log));
        this.clock = clock;
    }

    /** The names of all files, without {@code .cfg}. */
    public synchronized Set<String> files() throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> name.endsWith(END) && !name.startsWith("."))
                        .forEach(
                                name -> names.add(name.substring(0, name.length() - END.length())));
            }
        }
        return names;
    }

    /** What a file says; empty if there is none. */
    public synchronized Optional<EntryText> read(String name) throws IOException {
        return text(name).map(EntryText::of);
    }

    private Optional<String> text(String name) throws IOException {
        return file(name).read().map(bytes -> new String(bytes, UTF_8));
    }

    private StateFile file(String name) {
        return new StateFile(folder.resolve(name + END));
    }

    /**
     * Writes an entry, or leaves it out.
     *
     * @param seen what it was when the person decided; null if it was not written
     * @param value to write; null to leave it out
     * @param first entries of the file if there is none yet
     * @throws ChangedException if it is not what the person saw any more
     * @throws IllegalStateException if it can only be changed by hand
     * @throws IOException if it cannot be written; then all is as it was
     */
    public synchronized Change set(
            Place place,
            @Nullable String seen,
            @Nullable String value,
            Map<String, String> first,
            String who)
            throws ChangedException, IOException {
        String text = text(place.file()).orElse(null);
        EntryText known = EntryText.of(text);
        String before = known.value(place.key()).orElse(null);
        if (!Objects.equals(before, seen)) {
            throw new ChangedException(place);
        }
        if (!known.isChangeable(place.key())) {
            throw new IllegalStateException(
                    "this can only be changed in its file, etc/" + place.file() + END);
        }
        EntryText next = known;
        if (text == null) {
            for (Map.Entry<String, String> entry : first.entrySet()) {
                next = EntryText.of(next.with(entry.getKey(), entry.getValue()));
            }
        }
        file(place.file()).write(next.with(place.key(), value));
        return record(place, before, value, who);
    }

    private Change record(
            Place place, @Nullable String before, @Nullable String after, String who) {
        SettingLog.Line line =
                new SettingLog.Line(
                        UUID.randomUUID().toString(),
                        clock.instant(),
                        who,
                        place.name(),
                        before,
                        after);
        try {
            log.add(line);
        } catch (IOException e) {
            LOG.warn("the change of {} cannot be undone on the page", place.name(), e);
        }
        return change(line);
    }

    private static Change change(SettingLog.Line line) {
        return new Change(
                line.id(),
                line.time(),
                line.who(),
                Place.of(line.name()),
                line.before(),
                line.after());
    }

    /**
     * Makes an entry again what it was before a change.
     *
     * @param first entries of the file if there is none any more
     * @throws IllegalArgumentException if that change is not known any more
     * @throws ChangedException if it was changed since
     * @throws IOException if it cannot be written; then all is as it was
     */
    public synchronized Change undo(String change, Map<String, String> first, String who)
            throws ChangedException, IOException {
        Change made =
                log.read().stream()
                        .filter(line -> line.id().equals(change))
                        .findAny()
                        .map(EntryFolder::change)
                        .orElseThrow(() -> new IllegalArgumentException("no change " + change));
        return set(made.place(), made.after(), made.before(), first, who);
    }

    /** The latest changes, the newest first; none if they cannot be read, which is logged. */
    public synchronized List<Change> changes() {
        try {
            List<Change> all =
                    new ArrayList<>(log.read().stream().map(EntryFolder::change).toList());
            Collections.reverse(all);
            return all;
        } catch (IOException e) {
            LOG.warn("the changes of settings cannot be read", e);
            return List.of();
        }
    }
}
