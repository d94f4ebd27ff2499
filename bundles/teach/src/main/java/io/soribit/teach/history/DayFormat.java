// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.Embedding;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The file of a day: eight bytes that say what it is and in which version, then records. A record
 * is the length of its body (2 bytes), the body, and the CRC-32 of the body (4 bytes); the first
 * byte of a body is its kind. Numbers are big-endian. Records of other kinds are passed over.
 *
 * <pre>
 * 1  trunk of the windows that follow: size (2), name; the rooms before it no longer count
 * 2  room: number (2), name
 * 3  window: number of the room (2), end in ms since 1970 (8), windows missed before (2), values
 * </pre>
 */
final class DayFormat {
    static final byte[] HEADER = {'S', 'R', 'B', 'E', 'M', 'B', 0, 1};
    static final byte TRUNK = 1;
    static final byte ROOM = 2;
    static final byte WINDOW = 3;

    /** Bytes of a record beside its body. */
    static final int FRAME = Short.BYTES + Integer.BYTES;

    /** Bytes of a window's body beside its values. */
    static final int WINDOW_HEAD = 1 + Short.BYTES + Long.BYTES + Short.BYTES;

    static final int MOST_BODY = 0xffff;

    private DayFormat() {}

    static byte[] trunk(Embedding embedding) {
        return named(TRUNK, embedding.size(), embedding.trunk());
    }

    static byte[] room(int number, String room) {
        return named(ROOM, number, room);
    }

    private static byte[] named(byte kind, int number, String text) {
        byte[] name = text.getBytes(UTF_8);
        byte[] body = new byte[1 + Short.BYTES + name.length];
        ByteBuffer.wrap(body).put(kind).putShort((short) number).put(name);
        return framed(body);
    }

    static byte[] window(int room, long endMillis, int missed, byte[] values) {
        byte[] body = new byte[WINDOW_HEAD + values.length];
        ByteBuffer.wrap(body)
                .put(WINDOW)
                .putShort((short) room)
                .putLong(endMillis)
                .putShort((short) Math.min(MOST_BODY, missed))
                .put(values);
        return framed(body);
    }

    static int check(byte[] body, int length) {
        CRC32 crc = new CRC32();
        crc.update(body, 0, length);
        return (int) crc.getValue();
    }

    private static byte[] framed(byte[] body) {
        byte[] record = new byte[FRAME + body.length];
        ByteBuffer.wrap(record)
                .putShort((short) body.length)
                .put(body)
                .putInt(check(body, body.length));
        return record;
    }
}
