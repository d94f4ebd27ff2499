// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.Embedding;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the file of a day. Not thread-safe. */
final class DayReader {
    private final Path file;
    private final byte[] body = new byte[DayFormat.MOST_BODY];
    private final Map<Integer, String> rooms = new HashMap<>();
    private @Nullable Embedding embedding;
    private byte[] values = {};

    /** Receives the windows of all trunks. */
    @FunctionalInterface
    interface Receiver {
        void window(Embedding embedding, String room, long endMillis, byte[] values, int missed);
    }

    DayReader(Path file) {
        this.file = file;
    }

    /**
     * Reads all of it. What was not written to its end, as after a power cut, is passed over.
     *
     * @return bytes of the part that is whole
     * @throws DamagedException if it is no history, or changed since it was written
     */
    long read(Receiver receiver) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            byte[] header = in.readNBytes(DayFormat.HEADER.length);
            if (header.length < DayFormat.HEADER.length) {
                return 0;
            }
            if (!Arrays.equals(header, DayFormat.HEADER)) {
                throw new DamagedException("it is no history of version 1");
            }
            long whole = header.length;
            int length = next(in, whole);
            while (length > 0) {
                take(length, whole, receiver);
                whole += DayFormat.FRAME + length;
                length = next(in, whole);
            }
            return whole;
        }
    }

    /** The length of the next body; 0 if no further record is whole. */
    private int next(DataInputStream in, long at) throws IOException {
        try {
            int length = in.readUnsignedShort();
            in.readFully(body, 0, length);
            int check = in.readInt();
            if (length > 0 && check == DayFormat.check(body, length)) {
                return length;
            }
            if (length == 0 && check == 0 && onlyZeros(in)) {
                return 0; // space that the system gave, but did not fill before a power cut
            }
            throw new DamagedException("the record at byte " + at + " has changed");
        } catch (EOFException e) {
            return 0;
        }
    }

    private static boolean onlyZeros(InputStream in) throws IOException {
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != 0) {
                return false;
            }
        }
        return true;
    }

    private void take(int length, long at, Receiver receiver) throws DamagedException {
        ByteBuffer record = ByteBuffer.wrap(body, 0, length);
        if (length < least(body[0])) {
            throw new DamagedException("the record at byte " + at + " is too short");
        }
        switch (record.get()) {
            case DayFormat.TRUNK -> {
                int size = record.getShort() & 0xffff;
                rooms.clear();
                values = new byte[size];
                embedding = trunk(text(record), size);
            }
            case DayFormat.ROOM -> rooms.put(record.getShort() & 0xffff, text(record));
            case DayFormat.WINDOW -> window(record, receiver);
            default -> {} // of a later version
        }
    }

    private static int least(byte kind) {
        return switch (kind) {
            case DayFormat.TRUNK, DayFormat.ROOM -> 1 + Short.BYTES;
            case DayFormat.WINDOW -> DayFormat.WINDOW_HEAD;
            default -> 1;
        };
    }

    private static Embedding trunk(String name, int size) throws DamagedException {
        try {
            return new Embedding(name, size);
        } catch (IllegalArgumentException e) {
            throw new DamagedException(String.valueOf(e.getMessage()));
        }
    }

    private void window(ByteBuffer record, Receiver receiver) throws DamagedException {
        String room = rooms.get(record.getShort() & 0xffff);
        long end = record.getLong();
        int missed = record.getShort() & 0xffff;
        if (embedding == null || room == null || record.remaining() != values.length) {
            throw new DamagedException("a window is of no room, or of another size");
        }
        record.get(values);
        receiver.window(embedding, room, end, values, missed);
    }

    private static String text(ByteBuffer record) {
        byte[] bytes = new byte[record.remaining()];
        record.get(bytes);
        return new String(bytes, UTF_8);
    }
}
