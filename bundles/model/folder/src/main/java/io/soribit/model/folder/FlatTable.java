// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A table of a flatbuffer, read by the numbers of its fields. A damaged one throws. */
final class FlatTable extends Table {
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
        return at == 0 ? "" : __string(bb_pos + at);
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
        List<T> found = new ArrayList<>();
        for (int i = 0; at != 0 && i < __vector_len(at); i++) {
            found.add(reader.apply(__vector(at) + Integer.BYTES * i));
        }
        return found;
    }

    private int offset(int field) {
        return __offset(4 + 2 * field);
    }
}
