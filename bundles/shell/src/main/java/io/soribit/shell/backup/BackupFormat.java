// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.common.io.ArchiveLimits;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.util.List;

/** What a backup is: a zip file with {@code backup.json} first, then parts of the data folder. */
final class BackupFormat {
    static final int NUMBER = 1;
    static final String HEADER = "backup.json";
    static final String HISTORY = "history.db";

    /** Configuration with users and secrets, state, models, plug-ins, taught sounds; no cache. */
    static final List<String> FOLDERS = List.of("etc", "state", "models", "bundles", "sounds");

    /** What a backup may hold; no hub comes near it. */
    static final ArchiveLimits LIMITS = new ArchiveLimits(100_000, 4L << 30, 8L << 30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private BackupFormat() {}

    /**
     * The first entry.
     *
     * @param format raised when older hubs cannot read it
     * @param version of the hub that wrote it
     * @param created ISO 8601, in UTC
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Header(int format, String version, String created) {
        byte[] bytes() throws IOException {
            return JSON.writeValueAsBytes(this);
        }

        static Header read(byte[] json) throws IOException {
            try {
                return JSON.readValue(json, Header.class);
            } catch (JsonProcessingException e) {
                throw new IOException("its " + HEADER + " is malformed", e);
            }
        }

        /** Refuses what a newer hub wrote: an older one could misread it. */
        void check(String own) throws IOException {
            if (format > NUMBER || isNewer(version, own)) {
                throw new IOException(
                        "it is of version "
                                + version
                                + ", and this hub is version "
                                + own
                                + ": install that version first");
            }
        }

        private static boolean isNewer(String version, String own) throws IOException {
            try {
                return ModuleDescriptor.Version.parse(version)
                                .compareTo(ModuleDescriptor.Version.parse(own))
                        > 0;
            } catch (IllegalArgumentException e) {
                throw new IOException("'" + version + "' is not a version", e);
            }
        }
    }

    /** Whether a file of that path belongs into a backup. */
    static boolean isPart(String path) {
        boolean safe = path.split("/", -1).length > 1 || path.equals(HISTORY);
        return safe
                && !path.matches("(.*/)?\\.\\.?(/.*)?")
                && !path.matches("(?s).*[\\p{Cntrl}\\\\].*")
                && (path.equals(HISTORY) || FOLDERS.contains(path.substring(0, path.indexOf('/'))));
    }
}
