// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.LimitedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What helps somebody to help, in a zip file: the diagnosis, which files there are, the
 * configuration without its texts, and the log. Of a configuration file only true, false, and
 * numbers under keys that name no secret are shown: what else stands there may be one, also under a
 * misspelt key. What cannot be read is named, and the rest is there.
 */
final class SupportBundle {
    private static final Pattern SETTING = Pattern.compile("(\\s*[\\w.-]+\\s*[=:]\\s*)(.*)");
    private static final String SWITCH = "true|false";
    private static final String NUMBER = "-?[0-9]{1,6}([.][0-9]{1,6})?";
    private static final Pattern SECRET =
            Pattern.compile(
                    "pass|wort|pin|key|token|secret|user|login|auth|code|pw|psk|topic|phone",
                    Pattern.CASE_INSENSITIVE);

    /** Twice what a file of the log has when the next one begins. */
    private static final int MOST_LOG = 10 << 20;

    private static final List<String> FOLDERS = List.of("etc", "state", "models", "bundles", "log");

    private final Path data;

    SupportBundle(Path data) {
        this.data = data;
    }

    /** Writes a file that only its owner can read. If that fails, no file is left. */
    void write(Path file, List<String> diagnosis) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(file + " exists: name another file");
        }
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".support", "");
        try {
            try (OutputStream out = Files.newOutputStream(fresh);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                add(zip, "doctor.txt", diagnosis);
                add(zip, "files.txt", FileList.of(data, FOLDERS));
                for (Path cfg : list("etc", ".*\\.cfg")) {
                    add(zip, "etc/" + cfg.getFileName(), settings(cfg));
                }
                for (Path log : logs()) {
                    addLog(zip, log);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** In an encoding that takes any bytes: what could be malformed is not shown anyway. */
    private static List<String> settings(Path cfg) {
        try {
            return masked(Files.readString(cfg, ISO_8859_1).lines().toList());
        } catch (IOException e) {
            return List.of("# cannot be read: " + e);
        }
    }

    private List<Path> list(String folder, String names) {
        try (Stream<Path> files = Files.list(data.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().matches(names))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // files.txt says so
        }
    }

    /** The log, and the file before it: after midnight the one has little. */
    private List<Path> logs() {
        List<Path> logs = new ArrayList<>(list("log", "soribit\\.log"));
        list("log", "soribit-.*\\.log\\.gz").stream()
                .max(Comparator.comparing(SupportBundle::time))
                .ifPresent(logs::add);
        return logs;
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static void addLog(ZipOutputStream zip, Path log) throws IOException {
        String name = String.valueOf(log.getFileName());
        byte[] content;
        try {
            content = LimitedFiles.read(log, MOST_LOG);
        } catch (IOException e) {
            add(zip, name + ".txt", List.of("cannot be read: " + e));
            return;
        }
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /** Comments and continued lines are left out, too. */
    static List<String> masked(List<String> lines) {
        return lines.stream().map(SupportBundle::masked).toList();
    }

    private static String masked(String line) {
        Matcher setting = SETTING.matcher(line);
        if (!setting.matches()) {
            return line.isBlank() ? "" : "#";
        }
        String key = setting.group(1);
        String value = setting.group(2).strip();
        boolean shown =
                value.matches(SWITCH) || (value.matches(NUMBER) && !SECRET.matcher(key).find());
        return key + (shown ? value : "***");
    }

    private static void add(ZipOutputStream zip, String name, List<String> lines)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        for (String line : lines) {
            zip.write((line + "\n").getBytes(UTF_8));
        }
        zip.closeEntry();
    }
}
