// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;

/** Waits until a person is ready for the next step. */
@FunctionalInterface
public interface Prompt {
    /** Nobody is asked: each take begins at once, and nobody would be quiet before. */
    Prompt NOBODY = text -> Answer.GO;

    /** What a person says. */
    enum Answer {
        GO,
        /** It is learnt as it is. */
        LEARN,
        END
    }

    /**
     * Asks.
     *
     * @param text what comes next
     */
    Answer ask(String text) throws IOException;

    /** Whether somebody is there who can do a step again. */
    default boolean answered() {
        return this != NOBODY;
    }

    /** Reads an answer for each question: Enter, or the first letter of a word. */
    static Prompt of(BufferedReader in, Consumer<String> words) {
        return text -> {
            words.accept(text);
            String line = in.readLine();
            String word = line == null ? "q" : line.strip().toLowerCase(Locale.ROOT);
            if (word.startsWith("l")) {
                return Answer.LEARN;
            }
            return word.startsWith("q") ? Answer.END : Answer.GO;
        };
    }
}
