// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a history, one a day (UTC), and those that were set aside. */
final class DayFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DayFolder.class);
    private static final String ENDING = ".embeddings";
    private static final String DAMAGED = ".damaged";
    private static final Pattern NAME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)" + Pattern.quote(ENDING) + "(\\.damaged)?");

    private final Path folder;

    DayFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    Path file(LocalDate day) {
        return folder.resolve(day + ENDING);
    }

    /** The files of the days from one to another, both included; sorted. */
    List<Path> files(LocalDate from, LocalDate to) throws IOException {
        return all().stream()
                .filter(file -> !file.toString().endsWith(DAMAGED))
                .filter(file -> !day(file).isBefore(from) && !day(file).isAfter(to))
                .toList();
    }

    /** Bytes of what there is of a day, also of what was set aside. */
    long size(LocalDate day) throws IOException {
        long size = 0;
        for (Path file : all()) {
            size += day.equals(day(file)) ? Files.size(file) : 0;
        }
        return size;
    }

    /**
     * Removes what is older, and of what is left all but the newest.
     *
     * @param first day that is kept
     * @param most days that are kept
     */
    void expire(LocalDate first, int most) throws IOException {
        List<LocalDate> days = all().stream().map(DayFolder::day).distinct().toList();
        List<LocalDate> newest = days.subList(Math.max(0, days.size() - most), days.size());
        for (Path file : all()) {
            if (day(file).isBefore(first) || !newest.contains(day(file))) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Removes all. */
    void clear() throws IOException {
        for (Path file : all()) {
            Files.deleteIfExists(file);
        }
    }

    /** Renames a file that cannot be read, so that it is looked at no more. */
    static void setAside(Path file, DamagedException why) throws IOException {
        Path target = file.resolveSibling(file.getFileName() + DAMAGED);
        Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        LOG.warn(
                "{} is damaged: {}; it is set aside as {}, and what was heard that day is not part"
                        + " of the price of a taught sound",
                file,
                why.getMessage(),
                target.getFileName());
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(name(file)).matches()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static LocalDate day(Path file) {
        Matcher matcher = NAME.matcher(name(file));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(file + " is no file of a history");
        }
        return LocalDate.parse(matcher.group(1));
    }

    private static String name(@Nullable Path file) {
        return file == null ? "" : String.valueOf(file.getFileName());
    }
}
