// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import io.soribit.api.Embedding;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** What the model in charge made of the rooms in the last days. Thread-safe. */
public interface History {
    /** Whether anything is kept. */
    boolean kept();

    /**
     * Visits the windows of one trunk.
     *
     * @param from of the first one
     * @param to after the last one
     * @throws IOException if a file cannot be read
     */
    void visit(Instant from, Instant to, Embedding embedding, Visitor visitor) throws IOException;

    /**
     * What the model in charge made of a room last.
     *
     * @param from of the first window that is looked at
     * @param to after the last one
     * @return empty if nothing is kept of that time
     * @throws IOException if a file cannot be read
     */
    Optional<Embedding> embedding(String room, Instant from, Instant to) throws IOException;
}
