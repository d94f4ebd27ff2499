// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import io.soribit.api.Embedding;
import io.soribit.teach.history.History;
import io.soribit.teach.learn.Background;
import io.soribit.teach.learn.Coarse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes takes of what rooms heard in the last days, by what is kept of that. Thread-safe. */
public final class PastTakes {
    private static final Duration BEFORE = Duration.ofMinutes(1);

    /** Until the first window that may hold some of the sound. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    /** How much of what was heard is in a take. */
    public static final Duration LENGTH = Duration.ofSeconds(6);

    private static final int MOST_LOUD = 3;
    private static final int MOST_QUIET = 5;

    private final History history;
    private final Dangers dangers;

    /** Which emergencies the hub reported. */
    @FunctionalInterface
    public interface Dangers {
        /** Whether there was one in a room. */
        boolean any(String room, Instant from, Instant to);
    }

    public PastTakes(History history, Dangers dangers) {
        this.history = history;
        this.dangers = dangers;
    }

    /**
     * A take of what was heard: its windows that homes have least, and what the room was like in
     * the minute before.
     *
     * @param room that heard it
     * @param start when it began
     * @throws RefusedException if nothing is kept of that time, if there was an emergency, or if
     *     sounds cannot be learnt on what is kept
     * @throws IOException if it cannot be read
     */
    public Take take(String room, Instant start) throws IOException, RefusedException {
        String name = room + " " + start;
        Instant end = start.plus(LENGTH);
        if (dangers.any(room, start.minus(LENGTH), end)) {
            throw new RefusedException(
                    "danger",
                    name
                            + " was reported as an emergency, which a sound of your own must not be"
                            + " taken for: take another one");
        }
        Embedding embedding =
                history.embedding(room, start, end)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "no_window",
                                                "nothing is kept of what "
                                                        + room
                                                        + " heard at "
                                                        + start
                                                        + ": take another one"));
        Background background =
                Background.of(embedding)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "trunk",
                                                "no sound can be learnt on what "
                                                        + embedding.trunk()
                                                        + " made of it: take one that was heard"
                                                        + " with the active model"));
        List<float[]> loud = windows(room, start, end, embedding);
        loud.sort(Comparator.comparingDouble(background::rarity).reversed());
        List<float[]> quiet = windows(room, start.minus(BEFORE), start.minus(QUIET), embedding);
        return new Take(
                name,
                embedding,
                loud.subList(0, Math.min(MOST_LOUD, loud.size())),
                quiet.subList(Math.max(0, quiet.size() - MOST_QUIET), quiet.size()),
                null,
                null,
                List.of(),
                List.of());
    }

    private List<float[]> windows(String room, Instant from, Instant to, Embedding embedding)
            throws IOException {
        List<float[]> windows = new ArrayList<>();
        history.visit(
                from,
                to,
                embedding,
                (where, end, values, missed) -> {
                    if (where.equals(room)) {
                        windows.add(Coarse.embedding(values));
                    }
                });
        return windows;
    }
}
