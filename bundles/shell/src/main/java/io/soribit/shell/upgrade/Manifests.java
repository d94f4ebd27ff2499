// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import io.soribit.common.io.Archive;
import io.soribit.common.io.ArchiveLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** Headers of bundles that are not installed. */
final class Manifests {
    static final ArchiveLimits LIMITS = ArchiveLimits.ofEntries(65_535);
    private static final int MOST_BYTES = 1 << 20;

    /** Up to a comma that stands outside quotation marks. */
    private static final Pattern CLAUSE = Pattern.compile("(?:[^,\"]|\"[^\"]*\")+");

    private static final Pattern VERSION =
            Pattern.compile(";\\s*version\\s*=\\s*(?:\"([^\"]*)\"|([^;,\"]*))");

    private Manifests() {}

    static Attributes of(Path jar) throws IOException {
        try (Archive archive = Archive.open(jar, LIMITS)) {
            @Nullable ZipEntry entry = archive.entry(JarFile.MANIFEST_NAME);
            byte[] content = entry == null ? new byte[0] : archive.read(entry, MOST_BYTES);
            return new Manifest(new ByteArrayInputStream(content)).getMainAttributes();
        }
    }

    /** Packages of a header with the version or range of each, empty if it has none. */
    static Map<String, String> packages(@Nullable String header) {
        Map<String, String> packages = new LinkedHashMap<>();
        Matcher clause = CLAUSE.matcher(header == null ? "" : header);
        while (clause.find()) {
            Matcher version = VERSION.matcher(clause.group());
            boolean there = version.find();
            String quoted = there ? version.group(1) : null;
            String plain = there ? version.group(2) : null;
            String value = quoted != null ? quoted : plain != null ? plain.strip() : "";
            for (String part : clause.group().split(";", -1)) {
                if (part.contains("=")) {
                    break;
                }
                packages.put(part.strip(), value);
            }
        }
        return packages;
    }

    /** Whether a clause says that it may be missing. */
    static boolean isOptional(String header, String name) {
        Matcher clause = CLAUSE.matcher(header);
        while (clause.find()) {
            if (clause.group().strip().split(";", -1)[0].strip().equals(name)) {
                return clause.group().matches("(?s).*resolution\\s*:=\\s*\"?optional.*");
            }
        }
        return false;
    }
}
