// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a data folder to one hub; the system lets go of it even if the hub is killed. */
final class FolderLock implements AutoCloseable {
    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    static FolderLock take(Path data) throws UserError {
        try {
            FileChannel file =
                    FileChannel.open(
                            data.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (lock(file) != null) {
                return new FolderLock(file);
            }
            file.close();
        } catch (IOException e) {
            throw UserError.in(
                    data,
                    "the data folder "
                            + data
                            + " cannot be used: "
                            + e
                            + ": name another one with"
                            + " --data DIR",
                    e);
        }
        throw new UserError(
                "a hub is already running with the data folder "
                        + data
                        + ": stop it, or name another one with --data DIR");
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // by this very process
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            System.err.println("soribit: the data folder could not be released: " + e.getMessage());
        }
    }
}
