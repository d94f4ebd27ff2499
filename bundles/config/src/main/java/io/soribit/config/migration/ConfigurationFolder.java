// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.LimitedFiles;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The configuration files of a data folder and their format, which {@code etc/format} names. What a
 * migration replaces is kept in {@code etc-format-N}, N being the format before, with the file that
 * took its place: a version of that format that comes back restores what was not changed since. An
 * interrupted migration is repeated.
 */
final class ConfigurationFolder {
    private static final int FIRST = 1;
    private static final int MOST_BYTES = 1 << 20;
    private static final String ENDING = ".cfg";
    private static final String AFTER = ".after";

    private final Path data;
    private final Path etc;
    private final StateFile format;
    private final List<Migration> migrations;
    private final Consumer<String> said;

    /**
     * @param migrations those that this version knows
     * @param said takes what was done, or why not, a line each
     */
    ConfigurationFolder(Path data, List<Migration> migrations, Consumer<String> said) {
        this.data = data;
        this.migrations = migrations;
        this.said = said;
        etc = data.resolve("etc");
        format = new StateFile(etc.resolve("format"));
    }

    /** Brings all files to the format of this version. */
    void migrate() throws IOException {
        int ours = migrations.stream().mapToInt(Migration::format).max().orElse(FIRST);
        int there = read();
        if (there == ours && format.read().isPresent()) {
            return;
        }
        for (int later = there - 1; later >= ours; later--) {
            restore(later);
        }
        boolean all = true;
        for (Path file : files(etc)) {
            all &= migrated(file, there);
        }
        if (all) {
            format.write(ours + "\n");
        }
    }

    /** One that cannot be read or written keeps no other from being migrated. */
    private boolean migrated(Path file, int there) {
        try {
            forward(file, there);
            return true;
        } catch (IOException e) {
            said.accept(file.getFileName() + " cannot be migrated, which is tried again: " + e);
            return false;
        }
    }

    private int read() throws IOException {
        Optional<byte[]> content = format.read();
        if (content.isEmpty()) {
            return FIRST;
        }
        String text = new String(content.get(), UTF_8).strip();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IOException(format.path() + " is malformed: write " + FIRST + " into it", e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private void forward(Path file, int there) throws IOException {
        String name = String.valueOf(file.getFileName());
        List<Migration> due =
                migrations.stream().filter(m -> m.format() > there && m.isOf(name)).toList();
        if (due.isEmpty()) {
            return;
        }
        byte[] before = LimitedFiles.read(file, MOST_BYTES);
        SettingsText text;
        try {
            String decoded = UTF_8.newDecoder().decode(ByteBuffer.wrap(before)).toString();
            text = new SettingsText(name, decoded);
        } catch (IOException | IllegalArgumentException e) {
            said.accept(name + " is malformed and not migrated: " + e.getMessage());
            return;
        }
        due.forEach(migration -> text.migrate(migration, said));
        byte[] after = text.toString().getBytes(UTF_8);
        if (!Arrays.equals(before, after)) {
            Path kept = data.resolve("etc-format-" + there);
            new StateFile(kept.resolve(name)).write(before);
            new StateFile(kept.resolve(name + AFTER)).write(after);
            new StateFile(file).write(after);
            said.accept(name + ": the file before is in " + kept);
        }
    }

    private void restore(int earlier) throws IOException {
        for (Path kept : files(data.resolve("etc-format-" + earlier))) {
            try {
                restore(kept);
            } catch (IOException e) {
                said.accept(
                        kept.getFileName()
                                + " cannot be restored: "
                                + e
                                + ": the file before is "
                                + kept);
            }
        }
    }

    private void restore(Path kept) throws IOException {
        String name = String.valueOf(kept.getFileName());
        Path file = etc.resolve(name);
        Path after = kept.resolveSibling(name + AFTER);
        if (Files.isRegularFile(file)
                && Files.isRegularFile(after)
                && Files.mismatch(file, after) < 0) {
            new StateFile(file).write(LimitedFiles.read(kept, MOST_BYTES));
            said.accept(name + " is again as this version knows it");
        } else {
            said.accept(name + " was changed since a later version: the file before is " + kept);
        }
    }
}
