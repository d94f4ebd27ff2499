// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What helps somebody to help, in a zip file: the diagnosis, which files there are, the
 * configuration without its texts, and the log. Of a configuration file only numbers, true and
 * false are shown: what else stands there may be a secret, also under a misspelt key.
 */
final class SupportBundle {
    private static final Pattern SETTING = Pattern.compile("(\\s*[\\w.-]+\\s*[=:]\\s*)(.*)");
    private static final String SHOWN = "-?[0-9]{1,6}([.][0-9]{1,6})?|true|false";
    private static final long MOST_LOG = 5_000_000;
    private static final List<String> FOLDERS = List.of("etc", "state", "models", "bundles", "log");

    private final Path data;

    SupportBundle(Path data) {
        this.data = data;
    }

    void write(Path file, List<String> diagnosis) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(file + " exists: name another file");
        }
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            add(zip, "doctor.txt", diagnosis);
            add(zip, "files.txt", files());
            try (Stream<Path> etc = Files.list(data.resolve("etc"))) {
                for (Path cfg : etc.filter(f -> f.toString().endsWith(".cfg")).sorted().toList()) {
                    try (Stream<String> lines = Files.lines(cfg)) {
                        add(zip, "etc/" + cfg.getFileName(), masked(lines.toList()));
                    }
                }
            }
            Path log = data.resolve("log/soribit.log");
            if (Files.exists(log) && Files.size(log) <= MOST_LOG) {
                zip.putNextEntry(new ZipEntry("soribit.log"));
                Files.copy(log, zip);
                zip.closeEntry();
            }
        }
    }

    /** Comments and continued lines are left out, too. */
    static List<String> masked(List<String> lines) {
        return lines.stream()
                .map(
                        line -> {
                            Matcher setting = SETTING.matcher(line);
                            if (!setting.matches()) {
                                return line.isBlank() ? "" : "#";
                            }
                            String value = setting.group(2).strip();
                            return setting.group(1) + (value.matches(SHOWN) ? value : "***");
                        })
                .toList();
    }

    private List<String> files() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : FOLDERS) {
            Path folder = data.resolve(name);
            if (Files.isDirectory(folder)) {
                Path root = folder.toRealPath();
                try (Stream<Path> tree = Files.walk(root, 4)) {
                    for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                        all.append(
                                name + "/" + root.relativize(file) + " " + Files.size(file) + "\n");
                    }
                }
            }
        }
        return all.toString().lines().collect(Collectors.toList());
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
