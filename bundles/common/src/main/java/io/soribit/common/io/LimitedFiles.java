// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what is of foreign origin up to a limit. */
public final class LimitedFiles {
    private static final int BUFFER = 1 << 16;

    private LimitedFiles() {}

    /**
     * The content of a file.
     *
     * @throws IOException if it has more bytes than {@code most}
     */
    public static byte[] read(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(most);
            if (in.read() >= 0) {
                throw tooLarge(String.valueOf(file.getFileName()), most);
            }
            return content;
        }
    }

    /**
     * Writes all of a stream into a file.
     *
     * @throws IOException if it has more bytes than {@code most}; that many are in the file then
     */
    public static void copy(InputStream in, Path file, long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = most;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (read > left) {
                    throw tooLarge("the input", most);
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    private static IOException tooLarge(String what, long most) {
        return new IOException(what + " has more than " + amount(most) + ", which is not taken");
    }

    /** A limit in words. */
    static String amount(long bytes) {
        return bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MB";
    }
}
