// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * The directory of a zip file, looked at before {@link java.util.zip.ZipFile} reads it whole into
 * memory; and the types of its entries, which that does not tell.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final long IN_END64 = 0xFFFFFFFFL;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int MOST_COMMENT = 0xFFFF;

    /** A name, extra fields and a comment have some hundred bytes together. */
    private static final int MOST_ENTRY_BYTES = 512;

    private static final int UNIX = 3;
    private static final int TYPE = 0xF000;

    /** Pipes, devices, links and sockets; some tools write what is none of the types of Unix. */
    private static final Set<Integer> SPECIAL = Set.of(0x1000, 0x2000, 0x6000, 0xA000, 0xC000);

    private ZipDirectory() {}

    /**
     * Checks a file.
     *
     * @throws RefusedArchiveException if it has more entries, or others than files and folders
     * @throws ZipException if it is no zip file
     */
    static void check(Path file, int mostEntries) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long at = Math.max(0, channel.size() - END_BYTES - MOST_COMMENT);
            ByteBuffer tail = read(channel, at, (int) (channel.size() - at));
            int end = end(tail);
            long bytes = Integer.toUnsignedLong(tail.getInt(end + 12));
            long until = at + end;
            long end64 = end64(channel, until);
            if (end64 >= 0) {
                long large = read(channel, end64, END64_BYTES).getLong(40);
                if (bytes != IN_END64 && bytes != large) {
                    throw new ZipException("its two ends differ");
                }
                bytes = large;
                until = end64;
            }
            if (bytes < 0 || bytes > until) {
                throw new ZipException("its directory is damaged");
            }
            if (bytes > (long) mostEntries * MOST_ENTRY_BYTES) {
                throw tooMany(mostEntries);
            }
            check(read(channel, until - bytes, (int) bytes), mostEntries);
        }
    }

    /** Where the end of a large file is, or -1. */
    private static long end64(FileChannel channel, long end) throws IOException {
        if (end < LOCATOR_BYTES + END64_BYTES) {
            return -1;
        }
        ByteBuffer locator = read(channel, end - LOCATOR_BYTES, LOCATOR_BYTES);
        long at = locator.getLong(8);
        boolean there =
                locator.getInt(0) == LOCATOR
                        && at >= 0
                        && at <= end - LOCATOR_BYTES - END64_BYTES
                        && read(channel, at, END64_BYTES).getInt(0) == END64;
        return there ? at : -1;
    }

    /** The last one counts, and ends with the file: for {@code ZipFile}, too. */
    private static int end(ByteBuffer tail) throws ZipException {
        for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                int comment = Short.toUnsignedInt(tail.getShort(at + 20));
                if (at + END_BYTES + comment != tail.limit()) {
                    break;
                }
                return at;
            }
        }
        throw new ZipException("its end is missing");
    }

    private static void check(ByteBuffer entries, int most) throws IOException {
        int count = 0;
        int at = 0;
        while (at <= entries.limit() - ENTRY_BYTES && entries.getInt(at) == ENTRY) {
            int name = Short.toUnsignedInt(entries.getShort(at + 28));
            int next =
                    at
                            + ENTRY_BYTES
                            + name
                            + Short.toUnsignedInt(entries.getShort(at + 30))
                            + Short.toUnsignedInt(entries.getShort(at + 32));
            if (next > entries.limit()) {
                throw new ZipException("its directory is damaged");
            }
            if (++count > most) {
                throw tooMany(most);
            }
            int type = entries.getInt(at + 38) >>> 16 & TYPE;
            if (entries.get(at + 5) == UNIX && SPECIAL.contains(type)) {
                byte[] text = new byte[name];
                entries.get(at + ENTRY_BYTES, text);
                String shown = EntryName.shown(new String(text, UTF_8));
                throw new RefusedArchiveException("'" + shown + "' in it is a link or a device");
            }
            at = next;
        }
    }

    private static RefusedArchiveException tooMany(int most) {
        return new RefusedArchiveException("it holds more than " + most + " files");
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new ZipException("it has become shorter");
            }
        }
        return bytes.flip();
    }
}
