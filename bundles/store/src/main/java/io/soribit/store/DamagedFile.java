// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A file that is no database, or no longer one. */
final class DamagedFile {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private DamagedFile() {}

    /** Whether this says so; what a full disk or missing permission causes is no damage. */
    static boolean isDamage(Throwable e) {
        if (!(e instanceof SQLiteException problem)) {
            return false;
        }
        int primary = problem.getResultCode().code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_NOTADB.code
                || primary == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    /**
     * Renames it, with what belongs to it.
     *
     * @return where it is now
     */
    static Path putAside(Path file, Instant now) throws IOException {
        Path target = file.resolveSibling(file.getFileName() + ".damaged-" + TIME.format(now));
        for (String part : List.of("", "-wal", "-shm")) {
            Path source = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(source)) {
                Files.move(source, target.resolveSibling(target.getFileName() + part));
            }
        }
        return target;
    }
}
