// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A Debian package as it is on the disk.
 *
 * @param members of the outer archive, in order
 * @param control files, by name
 * @param files what is installed, by path from the root
 * @param texts the contents of small files, by path from the root
 */
record DebianPackage(
        List<String> members,
        Map<String, String> control,
        Map<String, TarArchiveEntry> files,
        Map<String, String> texts) {
    private static final int SMALL = 100_000;

    static DebianPackage read(Path deb) throws IOException {
        List<String> members = new ArrayList<>();
        Map<String, String> control = new TreeMap<>();
        Map<String, TarArchiveEntry> files = new LinkedHashMap<>();
        Map<String, String> texts = new TreeMap<>();
        try (InputStream in = Files.newInputStream(deb);
                ArArchiveInputStream ar = new ArArchiveInputStream(in)) {
            for (ArArchiveEntry part = ar.getNextEntry(); part != null; part = ar.getNextEntry()) {
                members.add(part.getName());
                byte[] content = ar.readAllBytes();
                if (part.getName().equals("control.tar.gz")) {
                    unpack(content, new TreeMap<>(), control);
                } else if (part.getName().equals("data.tar.gz")) {
                    unpack(content, files, texts);
                }
            }
        }
        return new DebianPackage(members, control, files, texts);
    }

    private static void unpack(
            byte[] archive, Map<String, TarArchiveEntry> files, Map<String, String> texts)
            throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new GzipCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                String path = e.getName().replaceFirst("^\\./", "");
                files.put(path, e);
                if (e.isFile() && e.getSize() <= SMALL) {
                    texts.put(path, new String(tar.readAllBytes(), UTF_8));
                }
            }
        }
    }

    /** A field of the control file. */
    String field(String name) {
        return control.get("control")
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }
}
