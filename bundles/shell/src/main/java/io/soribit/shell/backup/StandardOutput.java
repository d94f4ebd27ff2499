// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import io.soribit.common.io.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints a file once it is whole; until then it is in the data folder. */
final class StandardOutput {
    /** The name of it on the command line. */
    static final String NAME = "-";

    private StandardOutput() {}

    interface Writer {
        void write(Path file) throws IOException;
    }

    static void print(Path data, Writer writer) throws IOException {
        Path folder = Files.createTempDirectory(data, BackupService.FOLDER);
        try {
            Path whole = folder.resolve("whole.zip");
            writer.write(whole);
            Files.copy(whole, System.out);
            System.out.flush();
        } finally {
            Folders.delete(folder);
        }
    }
}
