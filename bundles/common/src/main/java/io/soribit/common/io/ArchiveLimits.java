// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

/**
 * How much an archive of foreign origin may hold.
 *
 * @param entries files and folders, one or more
 * @param entryBytes of a file, unpacked
 * @param bytes of all files, unpacked
 */
public record ArchiveLimits(int entries, long entryBytes, long bytes) {
    public ArchiveLimits {
        if (entries < 1 || entryBytes < 0 || bytes < 0) {
            throw new IllegalArgumentException("a limit of an archive is negative");
        }
    }

    /** A limit of entries alone, for whoever reads only some of them, each with a limit. */
    public static ArchiveLimits ofEntries(int entries) {
        return new ArchiveLimits(entries, Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
