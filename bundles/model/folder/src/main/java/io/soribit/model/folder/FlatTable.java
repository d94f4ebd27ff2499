// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A table of a flatbuffer, read by the numbers of its fields. A damaged one throws, as does one
 * with a longer text or list than any model has: many fields may share it, so that a small file
 * would need any amount of memory.
 */
final class FlatTable extends Table {
    private static final int MOST_ITEMS = 100_000;
    private static final int MOST_TEXT_BYTES = 64 << 10;

    private FlatTable(ByteBuffer buffer, int position) {
        __reset(position, buffer);
    }

    /** The root table. */
    static FlatTable root(ByteBuffer buffer) {
        ByteBuffer little = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return new FlatTable(little, little.getInt(0));
    }

    String text(int field) {
        int at = offset(field);
        if (at == 0) {
            return "";
        }
        limited(__vector_len(at), MOST_TEXT_BYTES, "a text");
        return __string(bb_pos + at);
    }

    int number(int field) {
        int at = offset(field);
        return at == 0 ? 0 : bb.getInt(bb_pos + at);
    }

    int octet(int field) {
        int at = offset(field);
        return at == 0 ? 0 : bb.get(bb_pos + at);
    }

    @Nullable FlatTable table(int field) {
        int at = offset(field);
        return at == 0 ? null : new FlatTable(bb, __indirect(bb_pos + at));
    }

    List<FlatTable> tables(int field) {
        return each(field, at -> new FlatTable(bb, __indirect(at)));
    }

    List<Integer> numbers(int field) {
        return each(field, bb::getInt);
    }

    ByteBuffer bytes(int field) {
        int at = offset(field);
        return at == 0
                ? ByteBuffer.allocate(0)
                : bb.slice(__vector(at), __vector_len(at)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private <T> List<T> each(int field, IntFunction<T> reader) {
        int at = offset(field);
        int items = at == 0 ? 0 : limited(__vector_len(at), MOST_ITEMS, "a list");
        List<T> found = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            found.add(reader.apply(__vector(at) + Integer.BYTES * i));
        }
        return found;
    }

    private static int limited(int length, int most, String what) {
        if (length > most) {
            throw new IllegalArgumentException(what + " in it is longer than " + most);
        }
        return length;
    }

    private int offset(int field) {
        return __offset(4 + 2 * field);
    }
}
