// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Embedding;
import io.soribit.api.setting.Teaching;
import io.soribit.teach.learn.Learner;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.take.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was learnt from the takes of one sound, and how well.
 *
 * @param embedding what it was learnt on
 * @param takes what it was learnt from
 * @param examples what it was learnt from beside them
 * @param result one entry a take, in their order, then one for each positive example
 */
record Lesson(
        Embedding embedding,
        List<OwnSound.Features> takes,
        List<OwnSound.Example> examples,
        Learner.Result result) {
    static final int LEAST_TAKES = Teaching.LEAST_TAKES;
    static final int MOST_TAKES = Teaching.MOST_TAKES;

    /** Takes of one sound are more alike than this, takes of different ones are not. */
    private static final double ALIKE = 0.15;

    private static final double GOOD_SHARE = 0.8;

    Lesson {
        takes = List.copyOf(takes);
        examples = List.copyOf(examples);
    }

    /**
     * Learns, and checks what was learnt.
     *
     * @throws RefusedException if that cannot be learnt, with which take is wrong
     */
    static Lesson of(
            Embedding embedding, List<OwnSound.Features> takes, List<OwnSound.Example> examples)
            throws RefusedException {
        checkCount(takes.size());
        checkTwice(takes);
        Lesson lesson = learn(embedding, takes, examples);
        lesson.checkAlike();
        return lesson;
    }

    /** The same recording twice would prove itself. */
    private static void checkTwice(List<OwnSound.Features> takes) throws RefusedException {
        for (int i = 0; i < takes.size(); i++) {
            for (int k = 0; k < i; k++) {
                if (same(takes.get(i).loud(), takes.get(k).loud())) {
                    throw new RefusedException(
                            "twice",
                            takes.get(i).name()
                                    + " is the same recording as "
                                    + takes.get(k).name()
                                    + ": record the sound once more instead");
                }
            }
        }
    }

    private static boolean same(List<float[]> one, List<float[]> other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size())
                        .allMatch(i -> Arrays.equals(one.get(i), other.get(i)));
    }

    static void checkCount(int takes) throws RefusedException {
        if (takes < LEAST_TAKES || takes > MOST_TAKES) {
            throw new RefusedException(
                    "count",
                    "a sound is learnt from "
                            + LEAST_TAKES
                            + " to "
                            + MOST_TAKES
                            + " recordings of it, not from "
                            + takes);
        }
    }

    /**
     * Learns from takes of any number, and of any likeness.
     *
     * @param takes two at least
     * @param examples what a person has confirmed or refused
     * @throws RefusedException if nothing can be learnt on that trunk
     */
    static Lesson learn(
            Embedding embedding, List<OwnSound.Features> takes, List<OwnSound.Example> examples)
            throws RefusedException {
        Learner.Result result =
                OwnSound.learnt(embedding, takes, examples)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "trunk",
                                                "nothing is known of what homes sound like to the"
                                                        + " trunk "
                                                        + embedding.trunk()
                                                        + ": choose a model of the family home with"
                                                        + " 'soribit models use ID', and teach it"
                                                        + " there"));
        return new Lesson(embedding, takes, examples, result);
    }

    /**
     * All takes are of one sound.
     *
     * @throws RefusedException if not, with those that are not
     */
    void checkAlike() throws RefusedException {
        List<String> unlike = new ArrayList<>();
        for (int i = 0; i < takes.size(); i++) {
            if (different(i)) {
                unlike.add(takes.get(i).name());
            }
        }
        if (2 * unlike.size() > takes.size()) {
            throw new RefusedException(
                    "different",
                    "the recordings are not of one sound: "
                            + String.join(", ", unlike)
                            + " are unlike all others; a sound is learnt from recordings of itself"
                            + " alone");
        }
        if (!unlike.isEmpty()) {
            throw new RefusedException(
                    "unlike",
                    String.join(", ", unlike)
                            + (unlike.size() == 1 ? " is" : " are")
                            + " unlike the other recordings: leave it out, or record it again");
        }
    }

    /** Whether a take is of another sound than most others. */
    boolean different(int take) {
        return result.alike().get(take) < ALIKE;
    }

    /** Whether a take is recognised by what the others taught. */
    boolean found(int take) {
        return result.leftOut().get(take) >= 0;
    }

    /** Takes that are recognised by what the others taught. */
    int found() {
        return (int) IntStream.range(0, takes.size()).filter(this::found).count();
    }

    /** Good enough: most takes are recognised by what the others taught. */
    boolean good() {
        return found() >= GOOD_SHARE * takes.size();
    }
}
