// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.price;

import io.soribit.api.Embedding;
import io.soribit.teach.history.History;
import io.soribit.teach.history.Visitor;
import io.soribit.teach.learn.Coarse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A history in memory. */
public final class KeptHistory implements History {
    /** Whether its disk fails. */
    public boolean broken;

    /** What happens while it is read. */
    public Meanwhile during = () -> {};

    private final List<Entry> entries = new ArrayList<>();

    /** Something that may fail. */
    @FunctionalInterface
    public interface Meanwhile {
        void happens() throws Exception;
    }

    private record Entry(
            String room, Instant end, Embedding embedding, List<Byte> values, int missed) {}

    /** Adds a window. */
    public void add(String room, Instant end, Embedding embedding, float[] values) {
        add(room, end, embedding, values, 0);
    }

    void add(String room, Instant end, Embedding embedding, float[] values, int missed) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : Coarse.of(values)) {
            bytes.add(b);
        }
        entries.add(new Entry(room, end, embedding, bytes, missed));
    }

    @Override
    public boolean kept() {
        return true;
    }

    @Override
    public Optional<Embedding> embedding(String room, Instant from, Instant to) {
        return entries.stream()
                .filter(e -> e.room().equals(room))
                .filter(e -> !e.end().isBefore(from) && e.end().isBefore(to))
                .map(Entry::embedding)
                .reduce((before, last) -> last);
    }

    @Override
    public void visit(Instant from, Instant to, Embedding embedding, Visitor visitor)
            throws IOException {
        try {
            during.happens();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        if (broken) {
            throw new IOException("the disk fails");
        }
        for (Entry entry : entries) {
            boolean in = !entry.end().isBefore(from) && entry.end().isBefore(to);
            if (in && entry.embedding().equals(embedding)) {
                byte[] bytes = new byte[entry.values().size()];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = entry.values().get(i);
                }
                visitor.window(entry.room(), entry.end().toEpochMilli(), bytes, entry.missed());
            }
        }
    }
}
