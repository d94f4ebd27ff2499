// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.setting;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a household has set up, in one file: configuration, users, state, models, plug-ins, sounds
 * of its own and the history of alerts. Thread-safe; blocks on the disk.
 */
@ProviderType
public interface Backups {
    /** What would become of a file. */
    enum Difference {
        /** It is in the backup only. */
        ADDED,
        /** It has another content in the backup. */
        CHANGED,
        /** It is not in the backup. */
        REMOVED
    }

    /**
     * What a restore would change.
     *
     * @param version of the hub that wrote the backup
     * @param created when it was written, ISO 8601 in UTC
     * @param files what would become of each, by its path in the data folder; those that are the
     *     same are not among them
     * @param same how many are the same
     */
    record Preview(String version, String created, Map<String, Difference> files, int same) {
        /** Copies the files. */
        public Preview {
            files = Map.copyOf(files);
        }
    }

    /**
     * Writes one, also while the hub works. It holds secrets.
     *
     * @throws IOException if something cannot be read or written; what was written is of no use
     */
    void write(OutputStream out) throws IOException;

    /**
     * Looks what a restore would change; changes nothing.
     *
     * @throws IOException if it is damaged, no backup, or one of a newer version
     */
    Preview preview(InputStream backup) throws IOException;
}
