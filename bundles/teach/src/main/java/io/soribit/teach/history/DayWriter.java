// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import io.soribit.api.Embedding;
import io.soribit.common.io.Folders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the file of a day, readable by its owner alone, in blocks that spare an SD card. Not
 * thread-safe.
 */
final class DayWriter implements AutoCloseable {
    private static final int BLOCK = 1 << 16;
    private static final int MOST_ROOMS = DayFormat.MOST_BODY;

    private final FileChannel channel;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final Map<String, Integer> rooms = new HashMap<>();
    private @Nullable Embedding embedding;
    private long size;

    /**
     * @param whole bytes of it that are to be kept; 0 for a new file
     */
    DayWriter(Path file, long whole) throws IOException {
        Folders.makeFor(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        attributes);
        channel.truncate(whole);
        channel.position(whole);
        size = whole;
        if (whole == 0) {
            add(DayFormat.HEADER);
        }
    }

    /** Bytes of the file, with those that are still to be written. */
    long size() {
        return size;
    }

    /** Appends a window. */
    void window(Embedding of, String room, long endMillis, int missed, byte[] values)
            throws IOException {
        if (!of.equals(embedding) || rooms.size() == MOST_ROOMS) {
            embedding = of;
            rooms.clear();
            add(DayFormat.trunk(of));
        }
        Integer number = rooms.get(room);
        if (number == null) {
            number = rooms.size();
            rooms.put(room, number);
            add(DayFormat.room(number, room));
        }
        add(DayFormat.window(number, endMillis, missed, values));
        if (pending.size() >= BLOCK) {
            flush();
        }
    }

    private void add(byte[] record) {
        pending.write(record, 0, record.length);
        size += record.length;
    }

    /** Writes what is pending. */
    void flush() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
        pending.reset();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Writes what is pending, and closes the file. */
    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }
}
